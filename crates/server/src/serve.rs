//! `fuyi serve`: the API, the loops beside it, and how they stop.

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use api::ApiState;
use casework::Desk;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::cli::Serve;
use crate::clock::Clock;
use crate::failure::Failure;
use crate::sealing::Sealer;
use crate::settings::{LogFormat, Settings, masked_url};
use crate::syslog::Shipper;
use crate::{files, mail, open, print, run};

mod first;
mod loops;
mod patience;

use patience::{Patience, Patient, Peer};

/// How long what is under way may take once the program is asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// How long a connection may take to say its first word.
const FIRST_WORD: Duration = Duration::from_secs(10);

/// Serves until it is asked to stop.
pub(crate) async fn serve(given: Serve) -> Result<(), Failure> {
    let flags = given
        .listen
        .map(|listen| ("listen".to_owned(), listen))
        .into_iter()
        .collect();
    let settings = run::load(&given.at, flags)?.settings;
    log(&settings)?;
    let door = Door::open(settings.listen).await?;
    let store = open::serving(&settings).await?;
    if let Err(error) = store.check_durability().await {
        if !given.force_unsafe_durability {
            return Err(Failure::unable(format!(
                "cannot serve on `{}`: {error}; `--force-unsafe-durability` serves all the same",
                masked_url(&settings.database)
            )));
        }
        tracing::warn!(%error, "serving on a database that may lose acknowledged commands");
    }
    let desk = open::desk(store).with_rules(settings.sign_in);
    let house = door.house(desk.clone(), settings, Clock::System);
    let url = house.url();
    print::line(&format!("fuyi: {url} (GraphiQL {url}/graphiql)"))?;
    let database = &house.settings.database;
    first::set_up(&desk, database, &url, house.clock.moment()).await?;
    house.run().await
}

/// Sends the log to standard error.
pub(crate) fn log(settings: &Settings) -> Result<(), Failure> {
    let filter = tracing_subscriber::EnvFilter::try_new(&settings.log)
        .map_err(Failure::while_doing("read the setting `log`"))?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    let started = match settings.log_format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
    started.map_err(|error| Failure::unable(format!("cannot start the log: {error}")))
}

/// A port that is taken; nothing is answered yet.
pub(crate) struct Door {
    listener: TcpListener,
    address: SocketAddr,
}

impl Door {
    /// Takes a port.
    pub(crate) async fn open(listen: SocketAddr) -> Result<Self, Failure> {
        let attempt = format!("listen on `{listen}`");
        let listener = TcpListener::bind(listen)
            .await
            .map_err(Failure::while_doing(&attempt))?;
        let address = listener
            .local_addr()
            .map_err(Failure::while_doing(&attempt))?;
        Ok(Self { listener, address })
    }

    /// The program behind it.
    pub(crate) fn house(self, desk: Desk, mut settings: Settings, clock: Clock) -> House {
        // Port 0 is known only now; links in letters must bear the real one.
        if settings.public_url == format!("http://{}", settings.listen) {
            settings.public_url = format!("http://{}", self.address);
        }
        House {
            desk,
            settings,
            clock,
            listener: self.listener,
            address: self.address,
            ready: Arc::new(AtomicBool::new(false)),
        }
    }
}

/// A program that listens: the API and the loops over one desk.
pub(crate) struct House {
    desk: Desk,
    settings: Settings,
    clock: Clock,
    listener: TcpListener,
    address: SocketAddr,
    ready: Arc<AtomicBool>,
}

impl House {
    /// Where it can be reached from this machine.
    pub(crate) fn reachable(&self) -> SocketAddr {
        let mut address = self.address;
        if address.ip().is_unspecified() {
            address.set_ip(match address {
                SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
                SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
            });
        }
        address
    }

    /// The URL under which it can be reached from this machine.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.reachable())
    }

    /// Serves until the program is asked to stop, then finishes what is under way.
    pub(crate) async fn run(self) -> Result<(), Failure> {
        self.run_until(asked_to_stop()).await
    }

    async fn run_until(self, asked_to_stop: impl Future<Output = ()>) -> Result<(), Failure> {
        let (stop, stopping) = watch::channel(false);
        let clock = self.clock;
        let files = files::open(&self.settings)?;
        let state = ApiState {
            desk: self.desk.clone(),
            store: self.desk.store().clone(),
            files: files.clone(),
            rulebook: self.desk.rulebook(),
            calendar: self.desk.calendar(),
            clock: Arc::new(move || clock.now()),
            ready: Arc::clone(&self.ready),
            stopping: stopping.clone(),
            settings: self.settings.api(),
        };
        let post = mail::post(self.desk.store().clone(), &self.settings)?;
        let every = Duration::from_secs(self.settings.reconcile_every_seconds);
        let sealer = Sealer::configured(&self.settings)?;
        let shipper = self.settings.syslog.clone().map(Shipper::new);
        let beside = loops::Beside {
            files,
            post,
            sealer,
            shipper,
        };
        let loops = loops::start(self.desk, beside, clock, every, &stopping);

        let listener = Patient::new(self.listener, patience(&state.settings));
        let mut told = stopping.clone();
        let routes = api::router(state)
            .layer(axum::middleware::map_request(patience::known))
            .into_make_service_with_connect_info::<Peer>();
        let server = axum::serve(listener, routes).with_graceful_shutdown(async move {
            // An error means that the program itself is gone: then stop too.
            let _ = told.wait_for(|stop| *stop).await;
        });
        let mut server = tokio::spawn(server.into_future());
        self.ready.store(true, Ordering::Release);
        tracing::info!(address = %self.address, "serving");

        let early = tokio::select! {
            ended = &mut server => Some(ended),
            () = asked_to_stop => None,
        };
        self.ready.store(false, Ordering::Release);
        // Nobody listening any more is what was wanted.
        let _ = stop.send(true);
        if let Some(ended) = early {
            return Err(Failure::unable(format!(
                "the server ended by itself: {ended:?}"
            )));
        }
        tracing::info!("stopping");
        let finished = async {
            let _ = server.await;
            loops.finished().await;
            // Sockets and streams bid farewell by themselves.
            drop(stopping);
            stop.closed().await;
        };
        if tokio::time::timeout(GRACE, finished).await.is_err() {
            tracing::warn!(
                seconds = GRACE.as_secs(),
                "some requests or letters did not finish in time"
            );
        }
        tracing::info!("stopped");
        Ok(())
    }
}

/// How long a client may be silent, or deaf.
fn patience(settings: &api::Settings) -> Patience {
    let sockets = &settings.sockets;
    Patience {
        first: FIRST_WORD,
        // What arrived is answered within the time that a request may take; a socket is pinged.
        request: (settings.max_time * 3).max(sockets.ping * 2),
        taking: sockets.stall * 2,
    }
}

/// Waits for Ctrl-C or a polite request to stop.
async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = interrupt => {}
                    _ = terminate.recv() => {}
                }
            }
            Err(error) => {
                tracing::warn!(%error, "cannot wait for SIGTERM, only Ctrl-C stops the program well");
                let _ = interrupt.await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupt.await;
    }
}

#[cfg(test)]
mod tests {
    use store::Options;
    use tokio::sync::oneshot;

    use super::*;
    use crate::demo::ready;
    use crate::settings::{FilePlace, Layers};

    async fn house(dir: &std::path::Path) -> House {
        let mut settings = Layers::default().load().unwrap().settings;
        settings.files.place = FilePlace::Folder(dir.join("files"));
        settings.listen = "127.0.0.1:0".parse().unwrap();
        settings.public_url = format!("http://{}", settings.listen);
        let options = Options {
            url: format!("sqlite:{}", dir.join("fuyi.db").display()),
            max_connections: 4,
            create_if_missing: true,
            read_only: false,
        };
        let store = open::store_at(&options).await.unwrap();
        open::migrate(&store).await.unwrap();
        let door = Door::open(settings.listen).await.unwrap();
        door.house(open::desk(store), settings, Clock::System)
    }

    #[tokio::test]
    async fn it_is_ready_and_stops_when_asked() {
        let dir = tempfile::tempdir().unwrap();
        let house = house(dir.path()).await;
        assert_eq!(house.settings.public_url, house.url());
        let (address, flag) = (house.reachable(), Arc::clone(&house.ready));
        assert!(!flag.load(Ordering::Acquire));
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(house.run_until(async {
            stopped.await.unwrap();
        }));
        ready(address).await.unwrap();
        stop.send(()).unwrap();
        tokio::time::timeout(GRACE, running)
            .await
            .unwrap()
            .unwrap()
            .unwrap();
        assert!(!flag.load(Ordering::Acquire));
        assert!(tokio::net::TcpStream::connect(address).await.is_err());
    }

    #[tokio::test]
    async fn a_port_that_is_taken_is_named() {
        let door = Door::open("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let failure = Door::open(door.address).await.err().unwrap();
        assert!(
            failure.message.contains(&door.address.to_string()),
            "{}",
            failure.message
        );
    }
}
