package export

import (
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/lipgloss"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/profile"
)

// Takes says what a format is made of.
type Takes int

// What a format can take.
const (
	TakesDocument Takes = iota + 1
	TakesProfile
)

// Input is what there is to write; a format reads the part it takes.
type Input struct {
	Document *document.Document
	Profile  *profile.Profile
}

// Options are the choices of whoever asks for a file.
type Options struct {
	Width       int                // columns to wrap at; 0 leaves lines whole
	FrontMatter bool               // begin Markdown with title, language and date
	Renderer    *lipgloss.Renderer // for the terminal
}

// Format is one way to write.
type Format struct {
	Name      string
	Extension string // with its dot; empty for a format that is no file
	About     diag.Message
	Takes     Takes
	Write     func(w io.Writer, in Input, o Options) error
}

// Formats lists all formats, the default first.
func Formats() []Format {
	return []Format{
		{"md", ".md", diag.Say("Markdown, for a website, a wiki or GitHub"), TakesDocument, writeMarkdown},
		{"terminal", "", diag.Say("with colour and wrapped lines, to read on screen"), TakesDocument, writeTerminal},
		{"txt", ".txt", diag.Say("plain text, for a form or an e-mail"), TakesDocument, writeText},
		{"json", ".json", diag.Say("the whole composed profile as data, with every origin"), TakesProfile, writeJSON},
	}
}

// FormatNamed finds a format by its name.
func FormatNamed(name string) (Format, bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// FormatFor finds the format that files with this extension have.
func FormatFor(extension string) (Format, bool) {
	for _, f := range Formats() {
		if f.Extension != "" && f.Extension == extension {
			return f, true
		}
	}
	return Format{}, false
}

func write(w io.Writer, s string) error {
	if _, err := io.WriteString(w, s); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

// upper starts a title with a capital.
func upper(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
