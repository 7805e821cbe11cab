package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Code is the stable word by which users, editors and CI know a kind of problem.
type Code string

// Severity says how much a Diagnostic weighs.
type Severity int

// The severities, lightest first, so that they can be compared.
const (
	Advice Severity = iota + 1
	Warning
	Error
)

// String is the word that machines read.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "advice"
}

// Message is a format and its arguments, kept apart until somebody knows which
// language the reader speaks. Arguments may be Messages themselves.
type Message struct {
	Format string
	Args   []any
}

// Say makes a Message. The format is English and a key of the catalogue.
func Say(format string, args ...any) Message { return Message{format, args} }

// IsZero reports whether there is nothing to say.
func (m Message) IsZero() bool { return m.Format == "" }

// Localise renders m with the translator f. Package locale calls it for
// Messages that are arguments of other messages.
func (m Message) Localise(f func(format string, args ...any) string) string {
	return f(m.Format, m.Args...)
}

// String renders m in English, for tests and for panics.
func (m Message) String() string {
	if m.IsZero() {
		return ""
	}
	return fmt.Sprintf(m.Format, m.Args...)
}

// Related points at a second place that takes part in the problem.
type Related struct {
	Place   Place
	Message Message
}

// Edit replaces the text of Place by Text.
type Edit struct {
	Place Place
	Text  string
}

// Fix is a repair that a tool may offer; all its edits belong together.
type Fix struct {
	Message Message
	Edits   []Edit
}

// Diagnostic is one problem that a writer can mend.
type Diagnostic struct {
	Code     Code
	Severity Severity
	Place    Place
	Path     string // field path inside the file, such as tasks[welkom].text
	Message  Message
	Hint     Message
	Related  []Related
	Fixes    []Fix
}

// New makes a Diagnostic; the With methods add to it.
func New(code Code, severity Severity, at Place, path, format string, args ...any) Diagnostic {
	return Diagnostic{Code: code, Severity: severity, Place: at, Path: path, Message: Say(format, args...)}
}

// WithHint adds what the writer can do.
func (d Diagnostic) WithHint(format string, args ...any) Diagnostic {
	d.Hint = Say(format, args...)
	return d
}

// WithRelated adds a second place.
func (d Diagnostic) WithRelated(at Place, format string, args ...any) Diagnostic {
	d.Related = append(d.Related, Related{at, Say(format, args...)})
	return d
}

// WithFix adds a repair of one edit.
func (d Diagnostic) WithFix(at Place, text, format string, args ...any) Diagnostic {
	d.Fixes = append(d.Fixes, Fix{Say(format, args...), []Edit{{at, text}}})
	return d
}

// List is all that one piece of work has to say.
type List []Diagnostic

// Worst is the heaviest severity in l, or zero when l is empty.
func (l List) Worst() Severity {
	var worst Severity
	for _, d := range l {
		worst = max(worst, d.Severity)
	}
	return worst
}

// Failed reports whether l holds an error.
func (l List) Failed() bool { return l.Worst() == Error }

// Sort puts l in reading order and drops what is said twice. Order: file, line,
// column, severity (heaviest first), code, message.
func (l List) Sort() List {
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Place.File, b.Place.File),
			cmp.Compare(a.Place.Line, b.Place.Line),
			cmp.Compare(a.Place.Column, b.Place.Column),
			-cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message.String(), b.Message.String()),
		)
	})
	return slices.CompactFunc(l, func(a, b Diagnostic) bool {
		return a.Code == b.Code && a.Place == b.Place && a.Path == b.Path && a.Message.String() == b.Message.String()
	})
}
