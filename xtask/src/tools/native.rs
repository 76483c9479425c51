//! Which Rust types stand behind the operations: their payloads are what the tools are held to.

use conformance::types::Type;
use crossfield::Validate;
use signalwire_sip::{Operation, Page, SipEndpoint, SipEndpointAnswer, fabric, relay};

/// What an operation takes and answers.
#[derive(Debug)]
pub(super) struct Native {
    operation: &'static str,
    /// The path of its body's type in Rust; `()` where it takes none.
    request: fn() -> &'static str,
    /// What is wrong with an answer.
    pub(super) answer: Judge,
}

/// What is wrong with an answer of this status and body, as the operation reads it.
pub(super) type Judge = fn(u16, &[u8]) -> Result<(), String>;

/// A line for each operation. It is named by its id and not by what the document refers to, which may be the wrong type.
const OPERATIONS: &[Native] = &[
    Native::of::<fabric::ListSipEndpoints>(),
    Native::of::<fabric::CreateSipEndpoint>(),
    Native::of::<fabric::GetSipEndpoint>(),
    Native::of::<fabric::UpdateSipEndpoint>(),
    Native::of::<fabric::DeleteSipEndpoint>(),
    Native::of::<fabric::ListSipEndpointAddresses>(),
    Native::of::<fabric::AssignSipEndpoint>(),
    Native::of::<relay::ListSipEndpoints>(),
    Native::of::<relay::CreateSipEndpoint>(),
    Native::of::<relay::GetSipEndpoint>(),
    Native::of::<relay::UpdateSipEndpoint>(),
    Native::of::<relay::DeleteSipEndpoint>(),
];

impl Native {
    const fn of<O: Operation>() -> Self
    where
        O::Response: Answer,
    {
        Self {
            operation: O::NAME,
            request: std::any::type_name::<O::Request>,
            answer: |status, body| {
                if status != O::SUCCESS {
                    return Err(format!("the status is not {}", O::SUCCESS));
                }
                let answer = O::answer(status, None, body).map_err(|error| error.to_string())?;
                answer.judged()
            },
        }
    }

    /// What is known of an operation.
    ///
    /// # Errors
    /// There is no line for it: with where to write one.
    pub(super) fn of_operation(operation: &str) -> Result<&'static Self, String> {
        let known = OPERATIONS
            .iter()
            .find(|native| native.operation == operation);
        known.ok_or_else(|| {
            format!(
                "no Rust type is known for the operation `{operation}`; name it in {}",
                file!()
            )
        })
    }

    /// The type of the body.
    ///
    /// # Errors
    /// It takes none, or the type has no payloads.
    pub(super) fn body(&self) -> Result<Type, String> {
        let mut known = Type::all().copied();
        let known = known.find(|kind| (kind.path)() == (self.request)());
        known.ok_or_else(|| format!("no Rust type is known for the body of `{}`", self.operation))
    }
}

/// An answer that was read: whether it keeps the rules of its types.
trait Answer {
    fn judged(&self) -> Result<(), String>;
}

/// There is no body.
impl Answer for () {
    fn judged(&self) -> Result<(), String> {
        Ok(())
    }
}

impl<T: Answer> Answer for Page<T> {
    fn judged(&self) -> Result<(), String> {
        said(self.links.validate())?;
        self.data.iter().try_for_each(Answer::judged)
    }
}

impl Answer for SipEndpointAnswer {
    fn judged(&self) -> Result<(), String> {
        said(self.validate())
    }
}

macro_rules! answers {
    ($($answer:ty),+ $(,)?) => {
        $(impl Answer for $answer {
            fn judged(&self) -> Result<(), String> {
                said(self.validate())
            }
        })+
    };
}

answers!(SipEndpoint, fabric::Address, fabric::AssignedAddress);

fn said(result: Result<(), crossfield::Violations>) -> Result<(), String> {
    result.map_err(|violations| violations.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_a_name_of_its_own_and_a_body_that_is_known() {
        let mut names: Vec<&str> = OPERATIONS.iter().map(|native| native.operation).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), OPERATIONS.len());
        for native in OPERATIONS {
            assert_eq!(
                native.body().is_ok(),
                (native.request)() != "()",
                "{native:?}"
            );
        }
    }

    #[test]
    fn an_answer_is_judged_by_its_status_its_form_and_its_rules() {
        let list = Native::of_operation("listRelaySipEndpoints").unwrap();
        let page = |links: &str| format!(r#"{{"links": {links}, "data": []}}"#);
        let links = r#"{"self": "/a", "first": "/a"}"#;
        assert_eq!((list.answer)(200, page(links).as_bytes()), Ok(()));
        let other = (list.answer)(206, page(links).as_bytes()).unwrap_err();
        assert_eq!(other, "the status is not 200");
        let without = (list.answer)(200, page("{}").as_bytes()).unwrap_err();
        assert!(without.contains("`/self`"), "{without}");
        assert!((list.answer)(200, b"[]").is_err());
    }
}
