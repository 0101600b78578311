//! Values of a message as people read them 提示语中的内容: of two languages one, names of fields and things in words.
//!
//! The values themselves are part of the contract and stay as they are; what is said here is for people only.

use super::Lang;

/// A value as it is said in a language.
pub(super) fn said(name: &str, value: &str, lang: Lang) -> String {
    if lang == Lang::En {
        return one_of(value, lang);
    }
    match name {
        "field" => field(value),
        "what" if !han(value) => thing(value).to_owned(),
        // Codes and identities are for programs.
        "value" if !han(value) && value.contains(|one: char| one.is_ascii_alphabetic()) => {
            "所填内容".to_owned()
        }
        "expected" if !han(value) => bounds(value),
        _ => one_of(value, lang),
    }
}

/// Of a value in two languages, or a list of such, what is said in one: Chinese stands first, « / » between.
fn one_of(value: &str, lang: Lang) -> String {
    let pick = |part: &str| match part.split_once(" / ") {
        Some((zh, en)) if han(zh) && !han(en) => lang.pick(zh, en).to_owned(),
        _ => part.to_owned(),
    };
    match value.matches(" / ").count() {
        0 => value.to_owned(),
        1 => pick(value),
        _ => {
            let parts: Vec<String> = value.split('、').map(pick).collect();
            parts.join("、")
        }
    }
}

/// Whether a text has a Chinese character.
fn han(text: &str) -> bool {
    text.chars()
        .any(|one| ('\u{3400}'..='\u{9FFF}').contains(&one))
}

/// Bounds of a day or a number in words.
fn bounds(value: &str) -> String {
    if let Some((from, to)) = value.split_once("..") {
        return format!("{from}至{to}");
    }
    let signs = [
        (">= ", "", "或者以后、以上"),
        ("<= ", "", "或者以前、以下"),
        ("> ", "晚于", ""),
        ("< ", "早于", ""),
    ];
    let found = signs.into_iter().find_map(|(sign, before, after)| {
        let rest = value.strip_prefix(sign)?;
        Some(format!("{before}{rest}{after}"))
    });
    found.unwrap_or_else(
        || match value.contains(|one: char| one.is_ascii_alphabetic()) {
            true => "其他内容".to_owned(),
            false => value.to_owned(),
        },
    )
}

/// What of a case is named by a number.
fn thing(word: &str) -> &'static str {
    match word {
        "paper" => "文书",
        "party" => "当事人",
        "term" => "期限",
        "request" => "请求",
        "matter" => "事项",
        "material" => "材料",
        "entry" => "日志",
        "item" => "决定事项",
        "protection" => "姓名保密",
        _ => "内容",
    }
}

/// The name of a field of a command, or of several.
fn field(path: &str) -> String {
    let names = path.split(" / ").map(|path| {
        let whole = FIELDS.iter().find(|(name, _)| *name == path);
        let last = path.rsplit('.').next().unwrap_or(path);
        let known = whole.or_else(|| FIELDS.iter().find(|(name, _)| *name == last));
        known.map_or(OTHER_FIELD, |(_, label)| *label)
    });
    let names: Vec<&str> = names.collect();
    names.join("或者")
}

/// A field without a name in words.
pub(super) const OTHER_FIELD: &str = "该项内容";

/// Fields that refusals speak of: by the whole path, else by its last part.
const FIELDS: &[(&str, &str)] = &[
    ("about", "争议事项"),
    ("acceptedOn", "法院受理日"),
    ("act.knownOn", "知道行政行为之日"),
    ("act.madeOn", "行政行为作出日"),
    ("act.rightsKnownOn", "知道申请权利之日"),
    ("act.title", "行政行为的名称"),
    ("acts", "各行政行为"),
    ("address", "地址"),
    ("admission", "准予参与的记录"),
    ("advice", "告知内容"),
    ("agencies", "行政机关"),
    ("agency", "机关"),
    ("agencyName", "机关名称"),
    ("agents.authority", "代理权限"),
    ("agents.name", "代理人姓名"),
    ("agents.term", "代理期限"),
    ("anonymised", "匿名处理"),
    ("answersCorrection", "是否答复补正通知"),
    ("applicants", "申请人"),
    ("appraiser", "鉴定机构"),
    ("askedBy", "申请鉴定的当事人"),
    ("at", "时间"),
    ("basisUnknown", "当时不知道依据的说明"),
    ("burden", "举证责任"),
    ("cause", "原因"),
    ("channel", "渠道"),
    ("chosenLastDay", "选定的最后一日"),
    ("classes", "案件类别"),
    ("clue", "线索内容"),
    ("coOfficer", "协办人"),
    ("committeeOpinion", "委员会意见"),
    ("competentOrgan", "有权处理的机关"),
    ("content", "内容"),
    ("court", "法院"),
    ("courtLastDay", "法院确定的最后一日"),
    ("cutOff", "答复的最后一日"),
    ("day", "日期"),
    ("days", "日数"),
    ("decision", "决定"),
    ("deliberation", "合议记录"),
    ("departure", "不采纳的理由"),
    ("deputy", "代办人"),
    ("disputedAct.title", "行政行为的名称"),
    ("document", "文件名称"),
    ("due", "届满日"),
    ("effectiveOn", "生效日"),
    ("endedOn", "终结日"),
    ("entry", "日志序号"),
    ("excuse", "正当理由"),
    ("facts", "事实"),
    ("fileName", "文件名"),
    ("filedOn", "申请日"),
    ("findings", "审查意见"),
    ("findings.provision", "审查的条款"),
    ("findings.reason", "审查的理由"),
    ("forwarded", "转送情况"),
    ("forwarded.agencyReceivedOn", "处罚机关收到之日"),
    ("forwarded.penalty", "处罚种类"),
    ("from", "起始日"),
    ("ground", "事由"),
    ("grounds", "类别的依据"),
    ("handoverNote", "交接说明"),
    ("hearers", "听证员"),
    ("holder", "权利承受人"),
    ("identityNumber", "证件号码"),
    ("instrument", "授权签发文书"),
    ("instrument.number", "授权签发文书的文号"),
    ("instrument.on", "授权签发文书的日期"),
    ("interest", "利害关系"),
    ("item", "决定事项"),
    ("items", "各项内容"),
    ("items.gatheredOn", "证据收集日"),
    ("items.procedural", "是否仅因程序违法"),
    ("items.resultChanged", "是否改变处理结果"),
    ("items.subject", "决定事项的对象"),
    ("items.title", "证据名称"),
    ("items.worse", "是否更为不利"),
    ("lead", "主案案号"),
    ("leave", "休假"),
    ("level", "制定机关层级"),
    ("maker", "制定机关"),
    ("mandatoryFirst", "是否复议前置"),
    ("material", "材料"),
    ("materials", "材料"),
    ("matter", "事项"),
    ("matters", "听证事项"),
    ("method", "方式"),
    ("minutes", "笔录"),
    ("mode", "方式"),
    ("name", "姓名、名称"),
    ("newlyRaised", "是否新提出"),
    ("note", "说明"),
    ("number", "文号"),
    ("obligation", "催告的义务"),
    ("offers", "调解方案"),
    ("on", "日期"),
    ("opinion", "意见"),
    ("oralRecordSigned", "口头申请笔录的签名"),
    ("organ", "机关"),
    ("pages", "页数"),
    ("paper", "文书"),
    ("particulars.reason", "公告的原因和经过"),
    ("particulars.recorded", "拍照、录像"),
    ("particulars.through", "转交或者代为送达的单位"),
    ("particulars.witnesses", "见证人"),
    ("parties", "当事人"),
    ("parts", "查阅的范围"),
    ("party", "当事人"),
    ("performBy", "履行的最后一日"),
    ("person.name", "姓名、名称"),
    ("persons", "当事人"),
    ("phone", "电话"),
    ("place", "地点"),
    ("postedOn", "交邮日"),
    ("problem", "存在的问题"),
    ("proof", "凭证"),
    ("proper", "适当的被申请人"),
    ("protection", "姓名保密的序号"),
    ("proves", "证明对象"),
    ("provisions", "请求审查的条款"),
    ("publishedOn", "公告发布日"),
    ("purpose", "参与的事项"),
    ("question", "咨询的问题"),
    ("reason", "理由"),
    ("reasons", "理由和依据"),
    ("receivedAt", "收到时间"),
    ("recipient", "收件人"),
    ("record", "笔录"),
    ("recusalNote", "回避的说明"),
    ("reference", "依据的另案或者机关"),
    ("report", "报告"),
    ("representatives", "代表人"),
    ("request", "请求"),
    ("requests", "复议请求"),
    ("resiled", "反悔的当事人"),
    ("respondents", "被申请人"),
    ("result", "结果"),
    ("review", "审查结论"),
    ("said", "答复的内容"),
    ("sealRegister", "用印登记"),
    ("simplifiedConsent", "是否同意适用简易程序"),
    ("slip", "回证、邮件单号"),
    ("slips", "各处笔误"),
    ("slips.reads", "补正为的文字"),
    ("slips.stood", "原文的文字"),
    ("source", "来源"),
    ("splitFrom", "分案来源的案号"),
    ("standsAs", "同一申请的案号"),
    ("successor.name", "承受人的姓名、名称"),
    ("summary", "摘要"),
    ("superior", "上级机关"),
    ("superiorOrder", "上级机关的命令"),
    ("term", "期限"),
    ("title", "名称"),
    ("to", "受文机关"),
    ("unchosen", "未能推选的经过"),
    ("until", "最后一日"),
    ("upload", "上传的文件"),
    ("user", "人员"),
    ("visibleTo", "可查看的当事人"),
    ("volume", "卷别"),
    ("what", "内容"),
    ("who", "来人"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_languages_one_is_said() {
        for (value, zh, en) in [
            (
                "没有届满之日 / it has no last day",
                "没有届满之日",
                "it has no last day",
            ),
            ("甲 / a、乙 / b", "甲、乙", "a、b"),
            ("某街1 / 2号", "某街1 / 2号", "某街1 / 2号"),
        ] {
            assert_eq!(said("why", value, Lang::Zh), zh);
            assert_eq!(said("why", value, Lang::En), en);
        }
    }

    #[test]
    fn fields_bounds_and_things_are_said_in_words() {
        for (name, value, zh) in [
            ("field", "findings.reason", "审查的理由"),
            ("field", "anything.reason", "理由"),
            (
                "field",
                "particulars.witnesses / particulars.recorded",
                "见证人或者拍照、录像",
            ),
            ("field", "unheardOf", OTHER_FIELD),
            ("what", "paper", "文书"),
            ("value", "PUBLIC_NOTICE", "所填内容"),
            ("value", "2026-07-01", "2026-07-01"),
            ("expected", ">= 2026-07-01", "2026-07-01或者以后、以上"),
            (
                "expected",
                "2026-07-01..2026-07-09",
                "2026-07-01至2026-07-09",
            ),
            ("expected", "PENALISING_AGENCY", "其他内容"),
        ] {
            assert_eq!(said(name, value, Lang::Zh), zh, "{value}");
            assert_eq!(said(name, value, Lang::En), value);
        }
    }

    #[test]
    fn no_field_is_named_twice() {
        let names: std::collections::BTreeSet<&str> =
            FIELDS.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), FIELDS.len());
    }
}
