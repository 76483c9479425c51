//! Replaces a SIP endpoint: build the request, validate it, send it, read the answer.
//!
//! Without an account:
//!
//! ```text
//! cargo run -p signalwire-sip --example update_sip_endpoint
//! ```
//!
//! The example then starts a server of its own on 127.0.0.1 and nothing leaves the machine. It sends a valid request,
//! then requests with a mistake each, and compares what the library says of them beforehand with what the server says,
//! which checks by the emitted JSON Schema alone. The exit code is 0 if the two always agree, else 1.
//!
//! With an account it sends the valid request to the endpoint whose resource id it is given:
//!
//! ```text
//! SIGNALWIRE_SPACE=example SIGNALWIRE_PROJECT_ID=… SIGNALWIRE_API_TOKEN=… \
//!     cargo run -p signalwire-sip --example update_sip_endpoint -- 3fa85f64-5717-4562-b3fc-2c963f66afa6
//! ```
//!
//! `SIGNALWIRE_SPACE` is the space's name or its full host name (`example.signalwire.com`). Mind that a replacement is
//! full: the endpoint gets the user name, codecs and so on that stand in [`request`], so take one kept for trials.

#[path = "../client/mod.rs"]
mod client;
mod mistakes;
#[path = "../server/mod.rs"]
mod server;
mod settings;
mod show;

use std::error::Error;
use std::process::ExitCode;

use signalwire_sip::fabric::{Handler, UpdateSipEndpoint};
use signalwire_sip::{
    self as sip, Cipher, Codec, Credentials, Encryption, Operation, ResourceId,
    UpdateSipEndpointRequest, Valid, Violations,
};

use crate::client::{Client, Failure};
use crate::mistakes::Tally;
use crate::server::{ENDPOINT, Server, Shape};
use crate::settings::{Account, Settings};

/// The request that is sent. `build` gives nothing but a request that breaks no rule.
fn request() -> Result<Valid<UpdateSipEndpointRequest>, Violations> {
    UpdateSipEndpointRequest::builder()
        .username("front-desk")
        .caller_id("Front desk")
        .ciphers([Cipher::AeadAes256Gcm8, Cipher::AesCm128HmacSha1_80])
        .codecs([Codec::Opus, Codec::Pcmu])
        .encryption(Encryption::Optional)
        .handler(Handler::Default)
        .build()
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    let outcome = match Settings::read(|name| std::env::var(name).ok(), &arguments) {
        Ok(Settings::Account(account, id)) => update(&account, id),
        Ok(Settings::NoAccount) => demonstrate(),
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Talks to the space on behalf of the project.
fn client(account: &Account) -> Client {
    Client::new(account.space.clone(), account.credentials.clone())
}

/// Builds, sends, shows the answer: the whole way, and all that is done with an account.
fn update(account: &Account, id: ResourceId) -> Result<bool, Box<dyn Error>> {
    let request = request()?;
    let update = UpdateSipEndpoint::new(id, request.clone());
    let (method, origin) = (UpdateSipEndpoint::METHOD, account.space.origin());
    println!("{method} {origin}{}", update.target());
    println!("{}\n", serde_json::to_string_pretty(&request)?);

    let updated = client(account).call(&update)?;
    show::updated(updated);
    Ok(true)
}

/// Shows both sides of the conversation, with a server on this machine.
fn demonstrate() -> Result<bool, Box<dyn Error>> {
    let server = Server::start(Shape::Wrapped)?;
    let account = Account {
        space: server.space(),
        credentials: Server::credentials()?,
    };
    println!(
        "No SignalWire account is set in the environment, so the server is one of this program's own."
    );
    println!("It checks what it gets by the JSON Schema of the request.\n");

    println!("A VALID REQUEST\n");
    update(&account, ENDPOINT.parse()?)?;

    println!("\nREQUESTS WITH A MISTAKE");
    println!(
        "what the library says before sending, and what the server says when they are sent all the same\n"
    );
    // The valid request was accepted on both sides.
    let mut tally = Tally {
        sent: 1,
        accepted: 1,
        agreed: 1,
    };
    let update = UpdateSipEndpoint::new(ENDPOINT.parse()?, request()?);
    mistakes::compare(&client(&account), &update, &mut tally)?;

    println!("OTHER REFUSALS\n");
    let refused = refusals(&account)?;

    println!("\n{tally}");
    Ok(refused && tally.all_agree())
}

/// The refusals that no check of the body foresees. Whether they are the ones expected.
fn refusals(account: &Account) -> Result<bool, Box<dyn Error>> {
    let known = UpdateSipEndpoint::new(ENDPOINT.parse()?, request()?);
    let unknown = "00000000-0000-4000-8000-000000000000".parse()?;
    let unknown = UpdateSipEndpoint::new(unknown, request()?);

    let other = Credentials::new("Aladdin", "a token of another project")?;
    let stranger = Client::new(account.space.clone(), other);
    let unauthorized = stranger.call(&known).err();
    show::refusal("wrong API token", unauthorized.as_ref());

    let not_found = client(account).call(&unknown).err();
    show::refusal("unknown endpoint", not_found.as_ref());

    Ok(matches!(
        unauthorized,
        Some(Failure::Answer(sip::Error::Unauthorized(_)))
    ) && matches!(not_found, Some(Failure::Answer(sip::Error::NotFound(_)))))
}
