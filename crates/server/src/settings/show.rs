//! The effective configuration, for whoever runs the program.

use super::Settings;
use super::key::{Form, KEYS};
use super::layer::{Origin, Values};

/// What stands in the place of a secret.
pub(super) const MASK: &str = "***";

pub(super) fn shown(settings: &Settings, values: &Values) -> String {
    let mut text = String::new();
    let mut within = "";
    for key in KEYS {
        let (table, name) = key.name.split_once('.').unwrap_or(("", key.name));
        if table != within {
            text.push_str(&format!("\n[{table}]\n"));
            within = table;
        }
        let origin = values
            .get(key.name)
            .map_or(Origin::Default, |given| given.origin.clone());
        let value = match values.get(key.name) {
            Some(_) if key.secret => Some(MASK.to_owned()),
            Some(given) => Some(given.text.clone()),
            None if key.name == "public_url" => Some(settings.public_url.clone()),
            None => key.default.map(str::to_owned),
        };
        let value = match (key.name, value) {
            ("database", Some(url)) => Some(super::masked_url(&url)),
            (_, value) => value,
        };
        let about = key.about;
        text.push_str(&match (value, key.form) {
            (None, _) => format!("# {name}  # not set; {about}\n"),
            (Some(value), Form::Number) => format!("{name} = {value}  # {origin}; {about}\n"),
            (Some(value), Form::Text) => {
                format!(
                    "{name} = {}  # {origin}; {about}\n",
                    toml::Value::String(value)
                )
            }
        });
    }
    text
}
