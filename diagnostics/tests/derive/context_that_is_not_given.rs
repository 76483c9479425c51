use crossfield::{RuleError, Validate};

struct Taken;

fn is_free(_: &str, _: &Taken) -> Result<(), RuleError> {
    Ok(())
}

#[derive(serde::Deserialize, Validate)]
#[validate(context = Taken)]
struct Account {
    #[validate(custom(function = is_free, use_context))]
    name: String,
}

#[derive(serde::Deserialize, Validate)]
struct Team {
    lead: Account,
    deputy: Option<Account>,
    members: Vec<Option<Account>>,
}

fn main() {
    let account = Account { name: String::new() };
    account.validate().unwrap();
    crossfield::Valid::new(account).unwrap();
    crossfield::check_json::<Account>(b"{}").unwrap();
    serde_json::from_str::<crossfield::Valid<Account>>("{}").unwrap();
}
