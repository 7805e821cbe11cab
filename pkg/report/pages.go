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
