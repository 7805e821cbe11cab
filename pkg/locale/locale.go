package locale

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// The languages the tool speaks.
const (
	Dutch   = "nl"
	English = "en"
)

//go:embed nl.po
var dutchCatalogue string

// Languages are the codes of all languages, the default first.
func Languages() []string { return []string{Dutch, English} }

// Printer turns English formats into sentences of one language.
type Printer struct {
	lang      string
	catalogue func() map[string]string
}

// New returns a Printer for lang; a language that is not known speaks English.
func New(lang string) *Printer {
	return &Printer{lang, sync.OnceValue(func() map[string]string {
		if lang != Dutch {
			return nil
		}
		return parse(dutchCatalogue)
	})}
}

// Lang is the code of the language p speaks.
func (p *Printer) Lang() string { return p.lang }

// localised is what an argument implements to be translated itself.
type localised interface {
	Localise(f func(format string, args ...any) string) string
}

// Sprintf is fmt.Sprintf in the language of p.
func (p *Printer) Sprintf(format string, args ...any) string {
	if translated, ok := p.catalogue()[format]; ok {
		format = translated
	}
	if len(args) == 0 && !strings.Contains(format, "%") {
		return format
	}
	said := make([]any, len(args))
	for i, a := range args {
		if m, ok := a.(localised); ok {
			a = m.Localise(p.Sprintf)
		}
		said[i] = a
	}
	return fmt.Sprintf(format, said...)
}

// parse reads the subset of the PO format that the catalogue uses: msgid and
// msgstr, each a quoted string that may go on over the next lines.
func parse(po string) map[string]string {
	entries := make(map[string]string, 512)
	var id, str strings.Builder
	field := &id
	flush := func() {
		if id.Len() > 0 {
			entries[id.String()] = str.String()
		}
		id.Reset()
		str.Reset()
	}
	for line := range strings.Lines(po) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case strings.HasPrefix(line, "msgid "):
			flush()
			field, line = &id, line[len("msgid "):]
		case strings.HasPrefix(line, "msgstr "):
			field, line = &str, line[len("msgstr "):]
		}
		if text, err := strconv.Unquote(line); err == nil {
			field.WriteString(text)
		}
	}
	flush()
	return entries
}
