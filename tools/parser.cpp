// SPDX-License-Identifier: Apache-2.0
#include "tools/parser.hpp"

#include <cstdlib>
#include <sstream>

#include <CLI/CLI.hpp>

#include "tools/version.hpp"

namespace parkline {

namespace {

using geo::Language;
using geo::Text;

/// --lang on the command line, else the language of the environment's messages.
Language language_of(int argc, const char* const* argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--lang" && i + 1 < argc)
            return std::string_view(argv[i + 1]) == "zh" ? Language::zh : Language::en;
        if (word == "--lang=zh") return Language::zh;
        if (word == "--lang=en") return Language::en;
    }
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* value = std::getenv(name); value && *value)
            return std::string_view(value).starts_with("zh") ? Language::zh : Language::en;
    return Language::en;
}

void add_option(CLI::App& app, const Option& option, Language language) {
    const auto& help = in(option.help, language);
    CLI::Option* added = std::visit(
        [&](auto* target) {
            using T = std::remove_pointer_t<decltype(target)>;
            if constexpr (std::is_same_v<T, bool>)
                return app.add_flag(option.flags, *target, help);
            else
                return app.add_option(option.flags, *target, help);
        },
        option.target);
    const bool is_list = std::holds_alternative<std::vector<std::string>*>(option.target);
    const bool is_positional = option.flags.front() != '-';
    if (!option.placeholder.empty()) added->type_name(is_positional ? "" : option.placeholder);
    // "a,b" in one word, or the option given again; never the next word as well. A positional list
    // takes words.
    if (is_list && !is_positional) added->allow_extra_args(false);
    if (is_list && !is_positional && !option.whole_words) added->delimiter(',');
    if (option.required) added->required();
    if (!option.choices.empty()) added->check(CLI::IsMember(option.choices));
}

std::vector<Option> common_options(Session& session, std::string& lang, bool& no_progress) {
    return {
        {"--threads",
         "N",
         {"线程数（0 = 全部核）；结果与线程数无关",
          "threads (0 = all cores); results never depend on it"},
         &session.threads},
        {"--isolate",
         "",
         {"在受限的独立进程中读取输入：不联网，限时限内存",
          "read inputs in a confined process: no network, limited time and memory"},
         &session.isolate},
        {"--limit",
         "NAME=N",
         {"放宽或收紧一项输入限额，例如 features=1000000",
          "set a limit of inputs, e.g. features=1000000"},
         &session.limits},
        {"--lang", "zh|en", {"消息语言", "language of messages"}, &lang, {"zh", "en"}},
        {"-q,--quiet", "", {"只输出结果和错误", "print results and errors only"}, &session.quiet},
        {"-v,--verbose", "", {"多说细节", "say more"}, &session.verbose},
        {"--no-progress",
         "",
         {"终端上也不显示进度", "no progress bar, not even on a terminal"},
         &no_progress}};
}

std::string first_page(Language language) {
    return in({"parkline：园区与生态保护红线的精确叠加与判定。\n先试：parkline run 项目.toml -o "
               "结果文件夹",
               "parkline: exact overlay of industrial parks on ecological red lines, and the "
               "decisions that follow.\nTry first: parkline run PROJECT.toml -o DIR"},
              language);
}

std::string complaint(const CLI::ParseError& error, Language language) {
    const std::string why = error.what();
    return in({"命令行有误：" + why + "。用 parkline --help 查看用法。",
               "the command line is wrong: " + why + ". See parkline --help."},
              language);
}

} // namespace

namespace {

/// A first word that is no option has to be a verb; says which ones there are when it is not.
std::string unknown_verb(int argc, const char* const* argv,
                         const std::vector<std::unique_ptr<Verb>>& verbs, Language language) {
    if (argc < 2 || argv[1][0] == '-') return {};
    const std::string word = argv[1];
    std::vector<std::string> names;
    std::string list;
    for (const auto& verb : verbs) {
        if (verb->name() == word) return {};
        names.push_back(verb->name());
        list += (list.empty() ? "" : ", ") + verb->name();
    }
    const auto near = std::string(geo::nearest_word(word, names));
    const Text hint = near.empty()
                          ? Text{"", ""}
                          : Text{"是否指 '" + near + "'？", " Did you mean '" + near + "'?"};
    return in({"没有命令 '" + word + "'。有：" + list + "。" + hint.zh,
               "there is no verb '" + word + "'. There are: " + list + "." + hint.en},
              language);
}

} // namespace

Request parse(int argc, const char* const* argv, const std::vector<std::unique_ptr<Verb>>& verbs) {
    Request request;
    request.session.language = language_of(argc, argv);
    const Language language = request.session.language;
    if (request.text = unknown_verb(argc, argv, verbs, language); !request.text.empty()) {
        request.is_error = true;
        return request;
    }
    std::string lang;
    bool no_progress = false;
    CLI::App app(first_page(language), "parkline");
    app.require_subcommand(0, 1);
    bool wants_version = false;
    app.add_flag(
        "--version", wants_version,
        in({"版本（含 GDAL、GEOS、PROJ）", "versions, of GDAL, GEOS and PROJ too"}, language));
    std::string before_verb;
    app.add_option("--lang", before_verb, in({"消息语言", "language of messages"}, language))
        ->type_name("zh|en")
        ->check(CLI::IsMember({"zh", "en"}));
    app.set_help_flag("-h,--help", in({"显示帮助", "print this help"}, language));
    std::vector<std::pair<CLI::App*, Verb*>> known;
    for (const auto& verb : verbs) {
        auto* sub = app.add_subcommand(verb->name(), in(verb->summary(), language));
        for (const auto& option : verb->options()) add_option(*sub, option, language);
        for (const auto& option : common_options(request.session, lang, no_progress))
            add_option(*sub, option, language);
        sub->footer(in({"例：", "Example: "}, language) + verb->example());
        known.emplace_back(sub, verb.get());
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        request.text = app.help();
        return request;
    } catch (const CLI::ParseError& error) {
        request.text = complaint(error, language);
        request.is_error = true;
        return request;
    }
    request.session.progress = !no_progress;
    for (const auto& [sub, verb] : known)
        if (sub->parsed()) request.verb = verb;
    if (!request.verb) request.text = wants_version ? version_text() : app.help();
    return request;
}

} // namespace parkline
