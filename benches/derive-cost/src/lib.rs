//! One type of 25 fields with 12 rules, a hundred times over: `cargo xtask derive-cost` compiles it with each derive
//! and without, and tells what is between them. The rules are such that the `validator` crate has them too.

#[cfg(feature = "crossfield")]
use crossfield::{Validate, Violations};
#[cfg(all(feature = "validator", not(feature = "crossfield")))]
use validator::{Validate, ValidationErrors as Violations};

macro_rules! endpoints {
    ($($module:ident)*) => {$(
        #[doc = "One of many."]
        pub mod $module {
            /// A record as APIs have them.
            #[derive(serde::Deserialize)]
            #[cfg_attr(any(feature = "crossfield", feature = "validator"), derive(super::Validate))]
            #[expect(missing_docs, reason = "what the fields mean does not matter here")]
            pub struct Endpoint {
                #[cfg_attr(any(feature = "crossfield", feature = "validator"), validate(length(min = 1, max = 64)))]
                pub username: String,
                #[cfg_attr(any(feature = "crossfield", feature = "validator"), validate(length(min = 8)))]
                pub password: String,
                #[cfg_attr(any(feature = "crossfield", feature = "validator"), validate(length(max = 80)))]
                pub caller_id: Option<String>,
                #[cfg_attr(any(feature = "crossfield", feature = "validator"), validate(length(equal = 2)))]
                pub country: Option<String>,
                #[cfg_attr(any(feature = "crossfield", feature = "validator"), validate(range(min = 1, max = 65535)))]
                pub port: u32,
                #[cfg_attr(any(feature = "crossfield", feature = "validator"), validate(range(min = 0)))]
                pub retries: i32,
                #[cfg_attr(any(feature = "crossfield", feature = "validator"), validate(range(max = 100)))]
                pub weight: Option<u8>,
                #[cfg_attr(any(feature = "crossfield", feature = "validator"), validate(contains(pattern = "@")))]
                pub contact: String,
                #[cfg_attr(any(feature = "crossfield", feature = "validator"), validate(does_not_contain(pattern = "/")))]
                pub realm: String,
                #[cfg_attr(any(feature = "crossfield", feature = "validator"), validate(non_control_character))]
                pub display_name: String,
                #[cfg_attr(any(feature = "crossfield", feature = "validator"), validate(ip))]
                pub address: Option<String>,
                #[cfg_attr(any(feature = "crossfield", feature = "validator"), validate(required))]
                pub send_as: Option<String>,
                pub enabled: bool,
                pub created_at: String,
                pub updated_at: Option<String>,
                pub owner: String,
                pub notes: Option<String>,
                pub tags: Vec<String>,
                pub codecs: Vec<String>,
                pub ciphers: Vec<String>,
                pub priority: i64,
                pub timeout: Option<u64>,
                pub region: String,
                pub gateway: Option<String>,
                pub script: Option<String>,
            }

            /// What a client calls: without a call nothing generic would be compiled.
            ///
            /// # Errors
            /// A rule does not hold.
            #[cfg(any(feature = "crossfield", feature = "validator"))]
            pub fn validate(endpoint: &Endpoint) -> Result<(), super::Violations> {
                super::Validate::validate(endpoint)
            }
        }
    )*};
}

endpoints! {
    e00 e01 e02 e03 e04 e05 e06 e07 e08 e09 e10 e11 e12 e13 e14 e15 e16 e17 e18 e19
    e20 e21 e22 e23 e24 e25 e26 e27 e28 e29 e30 e31 e32 e33 e34 e35 e36 e37 e38 e39
    e40 e41 e42 e43 e44 e45 e46 e47 e48 e49 e50 e51 e52 e53 e54 e55 e56 e57 e58 e59
    e60 e61 e62 e63 e64 e65 e66 e67 e68 e69 e70 e71 e72 e73 e74 e75 e76 e77 e78 e79
    e80 e81 e82 e83 e84 e85 e86 e87 e88 e89 e90 e91 e92 e93 e94 e95 e96 e97 e98 e99
}
