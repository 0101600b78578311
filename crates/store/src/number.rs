//! Numbers 案号、文号: drawn under lock, so that a series has no gap and no double.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SubQueryStatement};
use sea_orm::{ConnectionTrait, DbErr};
use workflow::file::DocumentNumber;
use workflow::id::OrganId;

use crate::entity::{number_counter, organ as organ_table};
use crate::{StoreError, WriteTx, rows};

/// Words of the series that have one where the organ gives no form: cases 案号, early interventions 案前介入编号.
const WORDS: [(&str, &str); 2] = [("case", "复"), ("intervention", "前")];

impl WriteTx {
    /// Draws the next number of a series of an organ and year.
    ///
    /// The text follows the organ's form for the series, with `{year}` and `{serial}` filled in; without one it
    /// is the organ's short name, a word for the series, `〔{year}〕{serial}号`. A transaction that is not committed
    /// gives the number back.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written, or there is no such organ.
    pub async fn draw_number(
        &self,
        organ: OrganId,
        series: &str,
        year: i32,
    ) -> Result<DocumentNumber, StoreError> {
        self.draw_numbers(organ, series, year, 1).await
    }

    /// Draws the next `many` numbers of a series of an organ and year at once, and gives the last of them.
    ///
    /// # Errors
    ///
    /// As [`WriteTx::draw_number`].
    pub async fn draw_numbers(
        &self,
        organ: OrganId,
        series: &str,
        year: i32,
        many: u32,
    ) -> Result<DocumentNumber, StoreError> {
        let row = self
            .connection()
            .query_one(&draw(organ, series, year, rows::int(many)))
            .await?
            .ok_or_else(|| StoreError::Db(DbErr::RecordNotInserted))?;
        let last: i32 = row.try_get_by_index(0)?;
        let short_name: Option<String> = row.try_get_by_index(1)?;
        let forms: Option<String> = row.try_get_by_index(2)?;
        let (Some(short_name), Some(forms)) = (short_name, forms) else {
            return Err(StoreError::unreadable("organ", organ, "no such organ"));
        };
        let forms: BTreeMap<String, String> = rows::parse("organ", organ, &forms)?;
        let serial = rows::count("number_counter", series, last)?;
        Ok(DocumentNumber::Drawn {
            series: series.to_owned(),
            year,
            serial,
            text: written(forms.get(series), &short_name, series, year, serial),
        })
    }
}

/// Counts the series up, and reads the form of its numbers in the same statement.
fn draw(organ: OrganId, series: &str, year: i32, many: i32) -> sea_orm::sea_query::InsertStatement {
    use number_counter::{Column, Entity};
    let of_organ = |column: organ_table::Column| {
        let select = Query::select()
            .column(column)
            .from(organ_table::Entity)
            .and_where(Expr::col((organ_table::Entity, organ_table::Column::Id)).eq(organ.0))
            .take();
        Expr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(select)))
    };
    let next = Expr::col((Entity, Column::Last)).add(many);
    Query::insert()
        .into_table(Entity)
        .columns([Column::OrganId, Column::Series, Column::Year, Column::Last])
        .values_panic([organ.0.into(), series.into(), year.into(), many.into()])
        .on_conflict(
            OnConflict::columns([Column::OrganId, Column::Series, Column::Year])
                .value(Column::Last, next)
                .to_owned(),
        )
        .returning(Query::returning().exprs([
            Expr::col(Column::Last),
            of_organ(organ_table::Column::ShortName),
            of_organ(organ_table::Column::NumberForms),
        ]))
        .take()
}

fn written(
    form: Option<&String>,
    short_name: &str,
    series: &str,
    year: i32,
    serial: u32,
) -> String {
    let word = WORDS.iter().find(|(known, _)| *known == series);
    let word = word.map_or(series, |(_, word)| *word);
    let default = format!("{short_name}{word}〔{{year}}〕{{serial}}号");
    form.unwrap_or(&default)
        .replace("{year}", &year.to_string())
        .replace("{serial}", &serial.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_filled_in_and_has_a_default() {
        let form = "深坪府行复字〔{year}〕第{serial}号".to_owned();
        assert_eq!(
            written(Some(&form), "深坪府", "case", 2026, 7),
            "深坪府行复字〔2026〕第7号"
        );
        assert_eq!(
            written(None, "深坪府", "case", 2026, 318),
            "深坪府复〔2026〕318号"
        );
        assert_eq!(
            written(None, "深坪府", "intervention", 2026, 3),
            "深坪府前〔2026〕3号"
        );
    }
}
