package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/locale"
)

// Max is how many diagnostics one report shows; the rest is counted.
const Max = 1000

// maxExcerpt is how many characters of a source line are shown.
const maxExcerpt = 200

// Style is one way to report.
type Style struct {
	Name  string
	Write func(w io.Writer, list diag.List, p *locale.Printer, r *lipgloss.Renderer) error
}

// Styles lists the ways to report, the default first.
func Styles() []Style {
	return []Style{{"text", Text}, {"json", JSON}, {"github", GitHub}, {"sarif", SARIF}}
}

// StyleNamed finds a style by its name.
func StyleNamed(name string) (Style, bool) {
	for _, s := range Styles() {
		if s.Name == name {
			return s, true
		}
	}
	return Style{}, false
}

// Text writes diagnostics for a person: place, message, excerpt, caret and what
// to do.
func Text(w io.Writer, list diag.List, p *locale.Printer, r *lipgloss.Renderer) error {
	t := &text{p: p, bold: r.NewStyle().Bold(true), faint: r.NewStyle().Faint(true), mark: map[diag.Severity]lipgloss.Style{
		diag.Error:   r.NewStyle().Bold(true).Foreground(lipgloss.Color("1")),
		diag.Warning: r.NewStyle().Bold(true).Foreground(lipgloss.Color("3")),
		diag.Advice:  r.NewStyle().Bold(true).Foreground(lipgloss.Color("6")),
	}}
	for i, d := range list {
		if i == Max {
			t.b.WriteString(p.Sprintf("and %d more", len(list)-Max) + "\n")
			break
		}
		t.diagnostic(d)
	}
	_, err := io.WriteString(w, t.b.String())
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

type text struct {
	b           strings.Builder
	p           *locale.Printer
	bold, faint lipgloss.Style
	mark        map[diag.Severity]lipgloss.Style
}

func (t *text) diagnostic(d diag.Diagnostic) {
	if !d.Place.IsZero() {
		t.b.WriteString(t.bold.Render(clean(d.Place.String())) + t.layerOf(d.Place, diag.Place{}) + ": ")
	}
	t.b.WriteString(t.mark[d.Severity].Render(SeverityWord(t.p, d.Severity)) + ": " + clean(t.say(d.Message)))
	t.b.WriteString(" " + t.faint.Render("["+string(d.Code)+"]") + "\n")
	t.excerpt(d.Place, t.mark[d.Severity])
	for _, r := range d.Related {
		t.b.WriteString("  " + t.faint.Render(t.p.Sprintf("see also")+": ") + clean(r.Place.String()) + t.layerOf(r.Place, d.Place) + ": " + clean(t.say(r.Message)) + "\n")
		t.excerpt(r.Place, t.faint)
	}
	if !d.Hint.IsZero() {
		t.b.WriteString("  " + t.bold.Render(t.p.Sprintf("what to do")+":") + " " + clean(t.say(d.Hint)) + "\n")
	}
}

// layerOf says that a place lies in what is shipped, unless it has just been said:
// the same path may lie in the workspace.
func (t *text) layerOf(at, problem diag.Place) string {
	if at.Layer == problem.Layer || at.Layer != "shipped" {
		return ""
	}
	return " (" + t.p.Sprintf("shipped with rolprofiel") + ")"
}

func (t *text) say(m diag.Message) string { return said(t.p, m) }

// said is a message in the language of p; nothing for no message.
func said(p *locale.Printer, m diag.Message) string {
	if m.IsZero() {
		return ""
	}
	return p.Sprintf(m.Format, m.Args...)
}

// SeverityWord names a severity for a reader.
func SeverityWord(p *locale.Printer, s diag.Severity) string {
	switch s {
	case diag.Error:
		return p.Sprintf("error")
	case diag.Warning:
		return p.Sprintf("warning")
	}
	return p.Sprintf("advice")
}

// excerpt shows the line and puts carets under the token, counted in columns of
// the screen: é is one wide, an emoji two.
func (t *text) excerpt(at diag.Place, mark lipgloss.Style) {
	if at.Line == 0 || strings.TrimSpace(at.Source) == "" {
		return
	}
	runes := []rune(clean(at.Source))
	from := min(max(at.Column-1, 0), len(runes))
	to := len(runes)
	if at.EndLine == at.Line {
		to = min(max(at.EndColumn-1, from), len(runes))
	}
	start := 0
	lead, tail := "", ""
	if len(runes) > maxExcerpt {
		start = min(max(from-maxExcerpt/4, 0), len(runes)-1)
		end := min(start+maxExcerpt, len(runes))
		if start > 0 {
			lead = "…"
		}
		if end < len(runes) {
			tail = "…"
		}
		runes = runes[:end]
		to = min(to, end)
	}
	number := fmt.Sprintf("%5d", at.Line)
	t.b.WriteString(t.faint.Render(number+" │ ") + lead + string(runes[start:]) + tail + "\n")
	pad := ansi.StringWidth(lead + string(runes[start:from]))
	width := max(1, ansi.StringWidth(string(runes[from:to])))
	t.b.WriteString(t.faint.Render(strings.Repeat(" ", len(number))+" │ ") + strings.Repeat(" ", pad) + mark.Render(strings.Repeat("^", width)) + "\n")
}

// clean takes away what could command a terminal: user text may hold it where it
// was refused.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || diag.IsMark(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return '\uFFFD'
		}
		return r
	}, s)
}

// Clean makes text of a user safe to print on a terminal.
func Clean(s string) string { return clean(s) }

type jsonPlace struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

type jsonEdit struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`
	Text      string `json:"text"`
}

type jsonFix struct {
	Message string     `json:"message"`
	Edits   []jsonEdit `json:"edits"`
}

type jsonDiagnostic struct {
	Code      diag.Code   `json:"code"`
	Severity  string      `json:"severity"`
	File      string      `json:"file"`
	Line      int         `json:"line"`
	Column    int         `json:"column"`
	EndLine   int         `json:"endLine"`
	EndColumn int         `json:"endColumn"`
	Path      string      `json:"path"`
	Message   string      `json:"message"`
	Hint      string      `json:"hint"`
	Related   []jsonPlace `json:"related"`
	Fixes     []jsonFix   `json:"fixes"`
}

// JSON writes diagnostics as one array, empty when there are none.
func JSON(w io.Writer, list diag.List, p *locale.Printer, _ *lipgloss.Renderer) error {
	out := make([]jsonDiagnostic, 0, len(list))
	for _, d := range list[:min(len(list), Max)] {
		j := jsonDiagnostic{
			Code: d.Code, Severity: d.Severity.String(), File: d.Place.File,
			Line: d.Place.Line, Column: d.Place.Column, EndLine: d.Place.EndLine, EndColumn: d.Place.EndColumn,
			Path: d.Path, Message: said(p, d.Message), Hint: said(p, d.Hint), Related: []jsonPlace{}, Fixes: []jsonFix{},
		}
		for _, r := range d.Related {
			j.Related = append(j.Related, jsonPlace{r.Place.File, r.Place.Line, r.Place.Column, said(p, r.Message)})
		}
		for _, f := range d.Fixes {
			fix := jsonFix{Message: said(p, f.Message), Edits: []jsonEdit{}}
			for _, e := range f.Edits {
				fix.Edits = append(fix.Edits, jsonEdit{e.Place.File, e.Place.Line, e.Place.Column, e.Place.EndLine, e.Place.EndColumn, e.Text})
			}
			j.Fixes = append(j.Fixes, fix)
		}
		out = append(out, j)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

// GitHub writes diagnostics as workflow commands, which a code forge shows beside
// the lines they are about.
func GitHub(w io.Writer, list diag.List, p *locale.Printer, _ *lipgloss.Renderer) error {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	var b strings.Builder
	for _, d := range list[:min(len(list), Max)] {
		command := map[diag.Severity]string{diag.Error: "error", diag.Warning: "warning", diag.Advice: "notice"}[d.Severity]
		message := said(p, d.Message)
		if !d.Hint.IsZero() {
			message += "\n" + said(p, d.Hint)
		}
		fmt.Fprintf(&b, "::%s file=%s", command, property.Replace(d.Place.File))
		if d.Place.Line > 0 {
			fmt.Fprintf(&b, ",line=%d,endLine=%d,col=%d,endColumn=%d", d.Place.Line, max(d.Place.EndLine, d.Place.Line), d.Place.Column, d.Place.EndColumn)
		}
		fmt.Fprintf(&b, ",title=%s::%s\n", property.Replace(string(d.Code)), data.Replace(message))
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}
