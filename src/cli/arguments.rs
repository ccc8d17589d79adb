//! The arguments of the program and what its help says, in both languages.
//!
//! Never acts on them.
//! Start at [`command`].

use std::error::Error as _;
use std::ffi::OsString;
use std::net::IpAddr;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, ValueHint, value_parser};
use clap_complete::Shell;

use super::init::Preset;
use crate::diagnostic::Language;
use crate::settings::web_address;
use crate::text::date::Day;

/// The language to speak: that of `--lang`, else that of the environment, else Chinese.
pub(super) fn language(arguments: &[OsString]) -> Language {
    let words: Vec<_> = arguments.iter().map(|word| word.to_string_lossy()).collect();
    let asked = words.iter().enumerate().find_map(|(at, word)| match word.strip_prefix("--lang") {
        Some("") => words.get(at + 1).map(|value| value.to_string()),
        Some(rest) => rest.strip_prefix('=').map(str::to_owned),
        None => None,
    });
    let environment = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    asked.into_iter().chain(environment).find_map(|tag| Language::from_tag(&tag)).unwrap_or_default()
}

/// All commands and flags.
pub(super) fn command(language: Language) -> Command {
    let t = Speech(language);
    Command::new("huibian")
        .version(env!("CARGO_PKG_VERSION"))
        .about(t.say(
            "把工作报告汇编成可以浏览、引用的静态站点",
            "Turns work reports into a static site to browse and cite",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand_value_name(t.say("命令", "COMMAND"))
        .subcommand_help_heading(t.say("命令", "Commands"))
        .help_template(t.template())
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommands(
            [init(t), import(t), build(t), serve(t), list(t), completions(t), man(t)]
                .map(|command| command.help_template(t.template()).disable_version_flag(true).disable_help_flag(true)),
        )
        .args(common(t).map(|arg| arg.help_heading(t.say("通用选项", "Common options")).global(true)))
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(t.say("显示版本", "Print the version"))
                .help_heading(t.say("通用选项", "Common options")),
        )
}

/// What is wrong with the arguments, in one sentence, and where to read on.
pub(super) fn complaint(error: &clap::Error, language: Language) -> String {
    let t = Speech(language);
    let given = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (argument, value) = (given(ContextKind::InvalidArg), given(ContextKind::InvalidValue));
    let said = match error.kind() {
        ErrorKind::UnknownArgument => t.with("没有选项“{}”", "there is no option `{}`", &argument),
        ErrorKind::InvalidSubcommand => {
            t.with("没有命令“{}”", "there is no command `{}`", &given(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            t.with("选项“{}”后面要有值", "the option `{}` takes a value", &argument)
        }
        ErrorKind::InvalidValue => impossible(error, t, &value),
        ErrorKind::ValueValidation => {
            let like = error.source().map(ToString::to_string).unwrap_or_default();
            t.with("“{}”不能用在这里，应当像 ", "`{}` cannot stand here; write something like ", &value) + &like
        }
        ErrorKind::MissingRequiredArgument => t.with("缺少 {}", "{} is missing", &argument),
        ErrorKind::ArgumentConflict => {
            t.with("“{}”不能与别的选项同用", "`{}` cannot be used with another option given", &argument)
        }
        ErrorKind::MissingSubcommand => t.say("缺少命令", "a command is missing").to_owned(),
        // The rest does not happen with the arguments above; clap says it in its own words.
        _ => error.kind().to_string(),
    };
    let nearest = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue].map(given);
    let nearest = nearest.into_iter().find(|word| !word.is_empty());
    let ending = match nearest {
        Some(word) => t.with("；是不是“{}”？", "; did you mean `{}`? ", &word),
        None => t.say("。", ". ").to_owned(),
    };
    format!("{said}{ending}{}", t.say("详见 huibian --help", "See huibian --help"))
}

/// That a value is none of the possible ones, and which those are.
fn impossible(error: &clap::Error, t: Speech, value: &str) -> String {
    let possible = match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) => values.join(t.say("、", ", ")),
        _ => String::new(),
    };
    t.with("不能用“{}”", "`{}` is none of the possible values", value) + &t.with("，可以是 {}", ": {}", &possible)
}

/// Says things in one language.
#[derive(Clone, Copy)]
struct Speech(Language);

impl Speech {
    fn say(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Language::ZhCn => zh,
            Language::En => en,
        }
    }

    fn with(self, zh: &'static str, en: &'static str, word: &str) -> String {
        self.say(zh, en).replace("{}", word)
    }

    fn template(self) -> &'static str {
        self.say(
            "{about-with-newline}\n用法：{usage}\n\n{all-args}",
            "{about-with-newline}\nUsage: {usage}\n\n{all-args}",
        )
    }
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn path(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::AnyPath)
        .help(help)
}

fn common(t: Speech) -> [Arg; 7] {
    let root = t.say(
        "站点文件夹 [默认：最近的含 huibian.yaml 的上级]",
        "Folder of the site [default: nearest ancestor with huibian.yaml]",
    );
    let lang = t.say(
        "提示用的语言：zh-CN 或 en [默认：随系统]",
        "Language of messages: zh-CN or en [default: from the environment]",
    );
    let format = t.say("输出格式：human 或 json [默认：human]", "Output: human or json [default: human]");
    [
        path("root", "DIR", root).short('r'),
        path("config", "FILE", t.say("设置文件 [默认：huibian.yaml]", "Settings file [default: huibian.yaml]"))
            .short('c'),
        Arg::new("format")
            .long("format")
            .value_name("FORMAT")
            .value_parser(["human", "json"])
            .hide_possible_values(true)
            .help(format),
        Arg::new("lang")
            .long("lang")
            .value_name("LANG")
            .value_parser(["zh-CN", "en"])
            .hide_possible_values(true)
            .help(lang),
        flag("quiet", t.say("只说错误", "Say errors only")).short('q'),
        flag("verbose", t.say("多说一些", "Say more")).short('v').conflicts_with("quiet"),
        Arg::new("help").short('h').long("help").action(ArgAction::Help).help(t.say("显示帮助", "Print help")),
    ]
}

/// A date in one of the forms that people write.
fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "2022-10-09".to_owned())
}

/// A command whose own arguments come before those of all commands.
fn own(t: Speech, name: &'static str) -> Command {
    Command::new(name).next_help_heading(t.say("选项", "Options"))
}

fn init(t: Speech) -> Command {
    let preset = t.say(
        "起步的单位名录和主题表：minimal 空白、office 机关、school 学校、hospital 医院、company 企业 [默认：minimal]",
        "Units and topics to begin with: minimal (none), office, school, hospital or company [default: minimal]",
    );
    own(t, "init").about(t.say("新建一个可以生成的站点", "Make a new site that builds")).args([
        Arg::new("dir")
            .value_name("DIR")
            .value_parser(value_parser!(PathBuf))
            .help(t.say("文件夹 [默认：当前文件夹]", "Folder [default: the current one]")),
        Arg::new("preset")
            .long("preset")
            .value_name("PRESET")
            .value_parser(Preset::names())
            .hide_possible_values(true)
            .help(preset),
    ])
}

fn import(t: Speech) -> Command {
    let sources = t.say("报告文件或文件夹", "Report files or folders");
    own(t, "import").about(t.say("导入报告", "Import reports")).args([
        Arg::new("source")
            .value_name("SOURCE")
            .num_args(1..)
            .required(true)
            .value_parser(value_parser!(PathBuf))
            .help(sources),
        path(
            "to",
            "DIR",
            t.say("放到这个文件夹 [默认：content/reports]", "Put them into this folder [default: content/reports]"),
        ),
        flag(
            "keep-originals",
            t.say("原件放在报告旁边，读者可以下载", "Keep originals beside their reports, for readers to have"),
        ),
        flag("dry-run", t.say("只看结果，不写文件", "Show the outcome and write nothing")),
    ])
}

fn build(t: Speech) -> Command {
    let output = t.say("输出文件夹 [默认：public]", "Output folder [default: public]");
    let base = t.say("站点的绝对地址", "Absolute address of the site");
    let audit = t.say("全部重新生成，与已有的文件核对", "Make everything again and compare it with what is there");
    let adopt = t.say("接管输出文件夹中与计划相同的文件", "Take over files in the output that equal planned ones");
    own(t, "build").about(t.say("生成站点", "Build the site")).args([
        path("output-dir", "DIR", output).short('o'),
        Arg::new("base-url").short('u').long("base-url").value_name("URL").value_parser(address).help(base),
        drafts(t),
        audience(t.say("给哪些读者看 [默认：范围最大的]", "The edition for this audience [default: the widest]")),
        as_of(t),
        flag("watch", t.say("有改动就再生成，直到结束程序", "Build again at every change, until the program is ended"))
            .conflicts_with_all(["audit", "timings"]),
        poll(t),
        flag("strict", t.say("把警告当作错误", "Treat warnings as errors")),
        flag("adopt", adopt),
        flag("audit", audit),
        flag("timings", t.say("说明各步用时", "Show what each step took")),
    ])
}

fn serve(t: Speech) -> Command {
    let interface =
        t.say("在哪个网络接口上 [默认：127.0.0.1，只有本机]", "Interface [default: 127.0.0.1, this machine only]");
    let token = t.say(
        "别的机器要知道的口令，至少 16 个字母、数字；本机以外的接口必须有",
        "What other machines have to know, at least 16 letters and digits; required on other interfaces",
    );
    let inbox = t.say(
        "放进这个文件夹的文件自动导入 [默认：设置里的 inbox]",
        "Files put into this folder are imported [default: `inbox` of the settings]",
    );
    let debounce = t.say(
        "改动停下多少毫秒后再看 [默认：5，Windows、macOS 30]",
        "Milliseconds of quiet before a look [default: 5; 30 on Windows and macOS]",
    );
    own(t, "serve").about(t.say("预览站点，改动立刻看见", "Preview the site, every change at once")).args([
        Arg::new("interface")
            .short('i')
            .long("interface")
            .value_name("ADDRESS")
            .value_parser(value_parser!(IpAddr))
            .help(interface),
        Arg::new("port")
            .short('p')
            .long("port")
            .value_name("PORT")
            .value_parser(value_parser!(u16))
            .help(t.say("端口；被占用就用下一个 [默认：1111]", "Port; the next one when it is taken [default: 1111]")),
        Arg::new("token").long("token").value_name("WORD").value_parser(word).help(token),
        flag("open", t.say("打开浏览器", "Open the browser")).short('O'),
        drafts(t),
        audience(t.say("给哪些读者看 [默认：范围最大的]", "The edition for this audience [default: the widest]")),
        as_of(t),
        path("inbox", "DIR", inbox),
        poll(t),
        Arg::new("debounce")
            .short('d')
            .long("debounce")
            .value_name("MS")
            .value_parser(value_parser!(u64).range(0..=10_000))
            .help(debounce),
    ])
}

fn drafts(t: Speech) -> Arg {
    flag("drafts", t.say("包括草稿", "Include drafts"))
}

fn as_of(t: Speech) -> Arg {
    Arg::new("as-of").long("as-of").value_name("DATE").value_parser(day).help(t.say(
        "把这一天当作今天 [默认：最新报告的日期]",
        "The day that stands for today [default: the newest date of a report]",
    ))
}

fn poll(t: Speech) -> Arg {
    flag(
        "poll",
        t.say(
            "每秒看一遍，不等系统通知（网络共享用）",
            "Look every second instead of waiting for events (for network shares)",
        ),
    )
}

/// A word that nobody guesses and that can stand in an address.
fn word(text: &str) -> Result<String, String> {
    let fits =
        text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if fits { Ok(text.to_owned()) } else { Err("Yunzhou-2024-baogao".to_owned()) }
}

fn audience(help: &'static str) -> Arg {
    Arg::new("audience").long("audience").value_name("NAME").help(help)
}

fn list(t: Speech) -> Command {
    let what = t.say(
        "reports 报告、units 单位、drafts 草稿、withdrawn 撤回的报告、unknown 单位或年度不明的报告 [默认：reports]",
        "reports, units, drafts, withdrawn, or unknown (unit or year) [default: reports]",
    );
    own(t, "list")
        .about(t.say(
            "列出报告、单位、草稿、撤回的和有待查明的",
            "List reports, units, drafts, what was withdrawn and what is unknown",
        ))
        .arg(
            Arg::new("what")
                .value_name("WHAT")
                .value_parser(["reports", "units", "drafts", "withdrawn", "unknown"])
                .hide_possible_values(true)
                .help(what),
        )
        .arg(audience(
            t.say("只列这些读者能看到的 [默认：全部]", "Only what this audience may see [default: everything]"),
        ))
}

fn completions(t: Speech) -> Command {
    own(t, "completions").about(t.say("输出命令行补全脚本", "Print a script that completes commands in a shell")).arg(
        Arg::new("shell")
            .value_name("SHELL")
            .required(true)
            .value_parser(value_parser!(Shell))
            .hide_possible_values(true)
            .help(t.say("bash、zsh、fish、powershell 或 elvish", "bash, zsh, fish, powershell or elvish")),
    )
}

fn man(t: Speech) -> Command {
    let to = t.say(
        "每个命令一页，写到这个文件夹 [默认：只输出总页]",
        "Write a page for every command into this folder [default: print the first page]",
    );
    own(t, "man").about(t.say("输出手册页", "Print the manual page")).arg(path("to", "DIR", to))
}

/// The address of a site on the web, as the settings take it.
fn address(text: &str) -> Result<String, String> {
    web_address(text).ok_or_else(|| "http://10.1.2.3/huibian/".to_owned())
}
