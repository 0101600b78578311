//! Where a request comes from 来源地址: the socket, or what trusted proxies say.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};

/// A network of addresses 网段, such as `10.0.0.0/8` or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u32,
}

impl Network {
    /// Whether an address lies in it.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let shift = 32_u32.saturating_sub(self.prefix);
                let high = |address: Ipv4Addr| address.to_bits().checked_shr(shift).unwrap_or(0);
                high(own) == high(other)
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let shift = 128_u32.saturating_sub(self.prefix);
                let high = |bits: u128| bits.checked_shr(shift).unwrap_or(0);
                high(own.to_bits()) == high(other.to_bits())
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let no = || format!("`{text}` is no address or network: write `10.0.0.0/8` or `10.0.0.7`");
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| no())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(most), |prefix| prefix.parse().map_err(|_| no()))?;
        if prefix > most {
            return Err(no());
        }
        Ok(Self { address, prefix })
    }
}

/// The address of the client: that of the socket, unless it is a trusted proxy's, which says whose it was; from the
/// right to the left, as long as proxies are trusted. What anybody may write to the left of that is not looked at.
pub(crate) fn client(headers: &HeaderMap, extensions: &Extensions, trusted: &[Network]) -> IpAddr {
    let socket = extensions.get::<ConnectInfo<SocketAddr>>();
    let mut client = socket.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
    let values = headers.get_all("x-forwarded-for").iter();
    let said: Vec<&str> = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    for hop in said.into_iter().rev() {
        let known = trusted.iter().any(|network| network.contains(client));
        match (known, hop.parse::<IpAddr>()) {
            (true, Ok(address)) => client = address,
            _ => break,
        }
    }
    client.to_canonical()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(socket: &str, said: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in said {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let mut extensions = Extensions::new();
        let socket: SocketAddr = format!("{socket}:1").parse().unwrap();
        extensions.insert(ConnectInfo(socket));
        let trusted: Vec<Network> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        client(&headers, &extensions, &trusted).to_string()
    }

    #[test]
    fn nobody_but_a_trusted_proxy_says_where_a_request_comes_from() {
        assert_eq!(of("192.0.2.1", &["203.0.113.9"], &[]), "192.0.2.1");
        assert_eq!(
            of("192.0.2.1", &["203.0.113.9"], &["10.0.0.0/8"]),
            "192.0.2.1"
        );
        assert_eq!(
            of("10.1.2.3", &["203.0.113.9"], &["10.0.0.0/8"]),
            "203.0.113.9"
        );
        // What the client wrote itself stands to the left of what the proxy added.
        assert_eq!(
            of("10.1.2.3", &["198.51.100.7, 203.0.113.9"], &["10.0.0.0/8"]),
            "203.0.113.9"
        );
        assert_eq!(
            of("10.1.2.3", &["203.0.113.9", "10.9.9.9"], &["10.0.0.0/8"]),
            "203.0.113.9"
        );
        assert_eq!(of("10.1.2.3", &["rubbish"], &["10.1.2.3"]), "10.1.2.3");
        assert_eq!(
            of("[::ffff:10.1.2.3]", &["2001:db8::1"], &["10.0.0.0/8"]),
            "2001:db8::1"
        );
    }

    #[test]
    fn what_is_no_network_is_said() {
        for text in ["", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "a/8"] {
            let fault = text.parse::<Network>().unwrap_err();
            assert!(fault.contains("10.0.0.0/8"), "{fault}");
        }
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.contains("203.0.113.9".parse().unwrap()));
        assert!(!all.contains("2001:db8::1".parse().unwrap()));
    }
}
