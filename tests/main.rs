//! One binary of whole-system tests.

#[cfg(test)]
mod administrators;
#[cfg(test)]
mod attack;
#[cfg(test)]
mod attack_sockets;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod authorization;
#[cfg(test)]
mod concurrency;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod downloads;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod files;
#[cfg(test)]
mod house;
#[cfg(test)]
mod identity;
#[cfg(test)]
mod joined;
#[cfg(test)]
mod leave;
#[cfg(test)]
mod live;
#[cfg(test)]
mod mail;
#[cfg(test)]
mod manual;
#[cfg(test)]
mod materials;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod proof;
#[cfg(test)]
mod reception;
#[cfg(test)]
mod reckoning;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod scenario;
#[cfg(test)]
mod sight;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod sockets;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod support;
#[cfg(test)]
mod traps;
#[cfg(test)]
mod weekly;
