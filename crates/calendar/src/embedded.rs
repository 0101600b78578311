//! The tables shipped with the crate: one file per year that has its notice, and the holidays fixed by regulation.

/// Source of each year's table, oldest first.
pub(crate) const YEARS: [&str; 23] = [
    include_str!("../../../workflows/calendars/2004.toml"),
    include_str!("../../../workflows/calendars/2005.toml"),
    include_str!("../../../workflows/calendars/2006.toml"),
    include_str!("../../../workflows/calendars/2007.toml"),
    include_str!("../../../workflows/calendars/2008.toml"),
    include_str!("../../../workflows/calendars/2009.toml"),
    include_str!("../../../workflows/calendars/2010.toml"),
    include_str!("../../../workflows/calendars/2011.toml"),
    include_str!("../../../workflows/calendars/2012.toml"),
    include_str!("../../../workflows/calendars/2013.toml"),
    include_str!("../../../workflows/calendars/2014.toml"),
    include_str!("../../../workflows/calendars/2015.toml"),
    include_str!("../../../workflows/calendars/2016.toml"),
    include_str!("../../../workflows/calendars/2017.toml"),
    include_str!("../../../workflows/calendars/2018.toml"),
    include_str!("../../../workflows/calendars/2019.toml"),
    include_str!("../../../workflows/calendars/2020.toml"),
    include_str!("../../../workflows/calendars/2021.toml"),
    include_str!("../../../workflows/calendars/2022.toml"),
    include_str!("../../../workflows/calendars/2023.toml"),
    include_str!("../../../workflows/calendars/2024.toml"),
    include_str!("../../../workflows/calendars/2025.toml"),
    include_str!("../../../workflows/calendars/2026.toml"),
];

/// Source of the holidays fixed by regulation 法定节假日, for years without a notice.
pub(crate) const STATUTORY: &str = include_str!("../../../workflows/calendars/statutory.toml");
