package report

import (
	"embed"
	"strings"

	"rolprofiel/pkg/locale"
)

// The pages are Markdown, one a code and language: why the code exists, a wrong
// example and a right one. Each example is a fenced block whose info string names
// the file it stands in; the tests run them.
//
//go:embed pages
var pages embed.FS

// Codes lists every code that has a page, by name.
func Codes() []string {
	entries, err := pages.ReadDir("pages")
	if err != nil {
		return nil // an embedded folder that is there cannot fail to be read
	}
	var codes []string
	for _, e := range entries {
		if code, ok := strings.CutSuffix(e.Name(), "."+locale.Dutch+".md"); ok {
			codes = append(codes, code)
		}
	}
	return codes
}

// Page is the Markdown that explains a code in lang.
func Page(code, lang string) (string, bool) {
	data, err := pages.ReadFile("pages/" + code + "." + lang + ".md")
	return string(data), err == nil
}

// Headline is the title of the page of a code.
func Headline(code, lang string) string {
	page, _ := Page(code, lang)
	line, _, _ := strings.Cut(page, "\n")
	return strings.TrimPrefix(line, "# ")
}

// Book is the Markdown of all pages after each other, with a list of them on top.
func Book(lang string) string {
	intro := map[string]string{
		locale.Dutch:   "# Wat rolprofiel zegt, en wat je dan doet\n\nElke melding eindigt in een code tussen haken. Hier staat per code waarom die er is, met een fout en een goed voorbeeld. Eén code lezen kan ook met `rolprofiel explain CODE`.\n\n",
		locale.English: "# What rolprofiel says, and what to do\n\nEvery message ends in a code between brackets. Here is for each code why it is there, with a wrong and a right example. To read one: `rolprofiel explain CODE`.\n\n",
	}[lang]
	var list, text strings.Builder
	for _, code := range Codes() {
		page, ok := Page(code, lang)
		if !ok {
			continue
		}
		list.WriteString("- [" + code + "](#" + code + "): " + Headline(code, lang) + "\n")
		text.WriteString("\n## " + code + "\n\n**" + Headline(code, lang) + "**\n" + demoted(page))
	}
	return intro + list.String() + text.String()
}

// demoted is a page without its title, its headings one level further down; what
// looks like a heading inside a block of code is none.
func demoted(page string) string {
	var b strings.Builder
	inside := false
	for i, line := range strings.Split(strings.TrimSuffix(page, "\n"), "\n") {
		inside = inside != strings.HasPrefix(line, "```")
		switch {
		case i == 0:
			continue
		case !inside && strings.HasPrefix(line, "#"):
			line = "#" + line
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}
