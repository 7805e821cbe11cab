package locale

import (
	"testing"

	"rolprofiel/pkg/diag"
)

// Parse is parse, for the tests of the catalogue.
var Parse = parse

// made is a Printer with a catalogue of its own.
func made(po string) *Printer {
	return &Printer{Dutch, func() map[string]string { return parse(po) }}
}

func TestSprintf(t *testing.T) {
	role := diag.Say("role")
	unknown := diag.Say("there is no %s %q", role, "buddy")
	for _, c := range []struct {
		name, lang, want string
		format           string
		args             []any
	}{
		{name: "Dutch", lang: Dutch, format: "did you mean %q?", args: []any{"taken"}, want: `bedoelde je "taken"?`},
		{name: "English", lang: English, format: "did you mean %q?", args: []any{"taken"}, want: `did you mean "taken"?`},
		{name: "another language speaks English", lang: "fy", format: "see also", want: "see also"},
		{name: "nested, Dutch", lang: Dutch, format: "%s: %s", args: []any{diag.Say("error"), unknown}, want: `fout: er is geen rol "buddy"`},
		{name: "nested, English", lang: English, format: "%s: %s", args: []any{diag.Say("error"), unknown}, want: `error: there is no role "buddy"`},
		{name: "unknown format", lang: Dutch, format: "nobody says %s", args: []any{diag.Say("error")}, want: "nobody says fout"},
		{name: "unknown format alone", lang: Dutch, format: "nobody says this", want: "nobody says this"},
		{name: "arguments change places", lang: Dutch, format: "%q is more than %s can use", args: []any{"x", "rolprofiel list"}, want: `rolprofiel list kan niets met "x"`},
		{name: "an argument is no format", lang: Dutch, format: "%s", args: []any{"100%"}, want: "100%"},
		{name: "a message is told once", lang: Dutch, format: "see: %s", args: []any{diag.Say("%s", "error")}, want: "typ error voor een overzicht"},
		{name: "no arguments, no verbs", lang: Dutch, format: "here is an {{end}} too many", want: "hier staat een {{end}} te veel"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := New(c.lang).Sprintf(c.format, c.args...); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestSprintfLeavesArgumentsAlone(t *testing.T) {
	args := []any{diag.Say("error"), "x"}
	New(Dutch).Sprintf("%s: %s", args...)
	if m, ok := args[0].(diag.Message); !ok || m.Format != "error" {
		t.Errorf("the caller's argument became %v", args[0])
	}
}

func TestLang(t *testing.T) {
	for _, lang := range Languages() {
		if got := New(lang).Lang(); got != lang {
			t.Errorf("got %q, want %q", got, lang)
		}
	}
	if Languages()[0] != Dutch {
		t.Errorf("%q comes first, and Dutch is what the tool speaks by itself", Languages()[0])
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, po, format, want string }{
		{"one line", "msgid \"yes\"\nmsgstr \"ja\"\n", "yes", "ja"},
		{"several lines", "msgid \"\"\n\"one\\n\"\n\"two\"\nmsgstr \"\"\n\"een\\n\"\n\"twee\"\n", "one\ntwo", "een\ntwee"},
		{"goes on behind a first part", "msgid \"one \"\n\"two\"\nmsgstr \"een \"\n\"twee\"\n", "one two", "een twee"},
		{"comments and blank lines", "# about\n\nmsgid \"yes\"\n# between\n\nmsgstr \"ja\"\n\n# after\n", "yes", "ja"},
		{"quotes and backslashes", `msgid "a \"b\" \\"` + "\n" + `msgstr "c \"d\" \\"`, `a "b" \`, `c "d" \`},
		{"line ends of Windows", "msgid \"yes\"\r\nmsgstr \"ja\"\r\n", "yes", "ja"},
		{"no line end at the end", "msgid \"no\"\nmsgstr \"nee\"\nmsgid \"yes\"\nmsgstr \"ja\"", "yes", "ja"},
		{"the head of the file", "msgid \"\"\nmsgstr \"\"\n\"Language: nl\\n\"\n\nmsgid \"yes\"\nmsgstr \"ja\"\n", "yes", "ja"},
	} {
		t.Run(c.name, func(t *testing.T) {
			entries := parse(c.po)
			if got := entries[c.format]; got != c.want {
				t.Errorf("got %q, want %q, of %q", got, c.want, entries)
			}
			if _, ok := entries[""]; ok {
				t.Error("the head of the file became a message")
			}
			if got := made(c.po).Sprintf(c.format); got != c.want {
				t.Errorf("Sprintf says %q, want %q", got, c.want)
			}
		})
	}
}
