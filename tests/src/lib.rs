//! Whole-system tests of Fuyi; the tests themselves are the binary `main.rs`.
