//! `fuyi simulate`: the years of a district in memory, every state looked at.

use calendar::Calendar;
use simulation::{District, Played};
use workflow::rulebook::Rulebook;

use crate::cli::Simulate;
use crate::failure::Failure;
use crate::print;

/// Plays the cases, and says what came of it.
pub(crate) fn simulate(given: &Simulate) -> Result<(), Failure> {
    let district = District {
        seed: given.seed,
        first: given.first,
        cases: given.cases,
        from: given.from,
        years: given.years,
    };
    let played = district.play(Rulebook::embedded(), Calendar::embedded());
    let played = played.map_err(|broken| {
        Failure::no(format!("不变式被破坏 / an invariant is broken: {broken}"))
    })?;
    print::answer(&in_words(given.seed, &played))
}

fn in_words(seed: u64, played: &Played) -> String {
    let Played {
        cases,
        entries,
        terms,
        closed,
        outcomes,
        moves,
    } = played;
    let mut text = format!(
        "种子 seed      {seed}\n案件 cases     {cases}\n日志 entries   {entries}\n期限 terms     {terms}\n\
         结案 closed    {closed}\n"
    );
    for (outcome, number) in outcomes {
        text.push_str(&format!("  {outcome:<28} {number}\n"));
    }
    text.push_str("步骤 moves\n");
    for (step, number) in moves {
        text.push_str(&format!("  {step:<28} {number}\n"));
    }
    text.push_str("每一状态均符合不变式 / every state holds\n");
    text
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use crate::cli::{Cli, Command};

    #[test]
    fn without_flags_it_is_a_districts_five_years() {
        let Command::Simulate(given) = Cli::parse_from(["fuyi", "simulate"]).command else {
            panic!("another command")
        };
        assert_eq!((given.cases, given.years, given.first), (15_000, 5, 0));
        assert_eq!(given.from.to_string(), "2024-01-01");
    }
}
