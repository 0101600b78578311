//! How many sockets and streams are open, in all and of each user.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use workflow::id::UserId;

/// All seats 席位.
#[derive(Debug, Default, Clone)]
pub(crate) struct Seats(Arc<Mutex<Taken>>);

#[derive(Debug, Default)]
struct Taken {
    sockets: usize,
    by_user: HashMap<(UserId, Kind), usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Socket,
    Stream,
}

/// A seat; free again when dropped.
#[derive(Debug)]
pub(crate) struct Seat {
    seats: Seats,
    kind: Kind,
    user: Option<UserId>,
}

impl Seats {
    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A seat for a socket whose user is not known yet, unless `most` are taken.
    pub(crate) fn socket(&self, most: usize) -> Option<Seat> {
        let mut taken = self.taken();
        if taken.sockets >= most {
            return None;
        }
        taken.sockets += 1;
        Some(Seat {
            seats: self.clone(),
            kind: Kind::Socket,
            user: None,
        })
    }

    /// A seat for a stream of a user, unless the user has `most`.
    pub(crate) fn stream(&self, user: UserId, most: usize) -> Option<Seat> {
        let mut seat = Seat {
            seats: self.clone(),
            kind: Kind::Stream,
            user: None,
        };
        seat.take(user, most).then_some(seat)
    }
}

impl Seat {
    /// Gives the seat to a user, unless the user has `most` of its kind.
    pub(crate) fn take(&mut self, user: UserId, most: usize) -> bool {
        let mut taken = self.seats.taken();
        let count = taken.by_user.entry((user, self.kind)).or_default();
        if *count >= most {
            return false;
        }
        *count += 1;
        self.user = Some(user);
        true
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.taken();
        if self.kind == Kind::Socket {
            taken.sockets = taken.sockets.saturating_sub(1);
        }
        let Some(user) = self.user else { return };
        let left = taken.by_user.get_mut(&(user, self.kind)).map(|count| {
            *count = count.saturating_sub(1);
            *count
        });
        if left == Some(0) {
            taken.by_user.remove(&(user, self.kind));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_is_free_again_when_it_is_left() {
        let (seats, user) = (Seats::default(), UserId(uuid::Uuid::nil()));
        let mut first = seats.socket(2).unwrap();
        let mut second = seats.socket(2).unwrap();
        assert!(seats.socket(2).is_none());
        assert!(first.take(user, 1));
        assert!(!second.take(user, 1));
        let stream = seats.stream(user, 1).unwrap();
        assert!(seats.stream(user, 1).is_none());
        drop((first, stream));
        assert!(second.take(user, 1));
        assert!(seats.stream(user, 1).is_some());
        drop(second);
        let taken = seats.taken();
        assert_eq!((taken.sockets, taken.by_user.len()), (0, 0));
    }
}
