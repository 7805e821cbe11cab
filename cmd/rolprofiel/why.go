package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/export"
	"rolprofiel/pkg/report"
)

type whyOptions struct {
	choosing
	kind   string
	line   int
	text   string
	date   string
	asJSON bool

	lineGiven bool
}

func newWhy(a *app) *cobra.Command {
	t := a.printer.Sprintf
	o := &whyOptions{}
	cmd := &cobra.Command{
		Use:     "why " + t("DOCUMENT"),
		Short:   t("Tell where a line or a text of a document comes from"),
		Long:    t("Tell where a line or a text of a document comes from: the file and line to\nchange, and the report and heading it leans on. Lines are those of the Markdown."),
		Example: "  rolprofiel why vacature --opening voorbeeld-buurtteam-2027 --line 10\n  rolprofiel why vacature --opening voorbeeld-buurtteam-2027 --text \"vast contract\"",
		Args:    exactly(1, t("which document")),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.kind = args[0]
			o.lineGiven = cmd.Flags().Changed("line")
			return runWhy(a, o)
		},
		ValidArgsFunction: completeDocuments(a),
	}
	o.choosing.flags(a, cmd)
	f := cmd.Flags()
	f.IntVar(&o.line, "line", 0, t("a line of the document, from 1"))
	f.StringVar(&o.text, "text", "", t("words that stand in the document"))
	f.StringVar(&o.date, "date", "", t("the date of the document, as 2026-11-23; otherwise today"))
	f.BoolVar(&o.asJSON, "json", false, t("as JSON, for other programs"))
	return cmd
}

// reason is one piece of a line and where it comes from.
type reason struct {
	Text       string   `json:"text"`
	Line       int      `json:"line"`
	File       string   `json:"file"`
	FileLine   int      `json:"fileLine"`
	FileColumn int      `json:"fileColumn"`
	Layer      string   `json:"layer"`
	Sources    []string `json:"sources"`
}

func runWhy(a *app, o *whyOptions) error {
	choice, err := o.choice()
	if err != nil {
		return err
	}
	if o.lineGiven == (o.text != "") {
		return misuse("say which line or which words: --line or --text")
	}
	if o.lineGiven && o.line < 1 {
		return misuse("lines count from 1, so there is no line %d", o.line)
	}
	date, err := a.today(o.date)
	if err != nil {
		return err
	}
	s, err := a.open(a.settings.Lang)
	if err != nil {
		return err
	}
	doc, _, list, err := s.render(o.kind, choice, document.Request{Date: date})
	if err != nil {
		return err
	}
	if stop := a.stopOn(list, diag.Error); stop != nil || doc == nil {
		return stop
	}
	text, spans := export.Markdown(doc, export.Options{})
	reasons, err := reasonsFor(text, spans, o)
	if err != nil {
		return err
	}
	if o.asJSON {
		return writeJSON(a.out, reasons)
	}
	return a.printReasons(reasons)
}

// reasonsFor finds the spans that touch the wanted runes.
func reasonsFor(text string, spans []diag.Span, o *whyOptions) ([]reason, error) {
	from, to, err := wanted(text, o)
	if err != nil {
		return nil, err
	}
	runes := []rune(text)
	reasons := []reason{}
	line, at := 1, 0
	for _, s := range spans {
		for ; at < s.Start; at++ {
			if runes[at] == '\n' {
				line++
			}
		}
		if s.End <= from || s.Start >= to || strings.TrimSpace(string(runes[s.Start:s.End])) == "" {
			continue
		}
		for _, origin := range s.Origins {
			sources := origin.Sources
			if sources == nil {
				sources = []string{}
			}
			reasons = append(reasons, reason{
				strings.TrimSpace(string(runes[s.Start:s.End])), line,
				origin.Place.File, origin.Place.Line, origin.Place.Column, origin.Place.Layer, sources,
			})
		}
	}
	return reasons, nil
}

// wanted is the range of runes that the user asks about.
func wanted(text string, o *whyOptions) (from, to int, err error) {
	if o.line > 0 {
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		if o.line > len(lines) {
			return 0, 0, misuse("the document has %d lines, so there is no line %d", len(lines), o.line)
		}
		for _, l := range lines[:o.line-1] {
			from += utf8.RuneCountInString(l) + 1
		}
		return from, from + utf8.RuneCountInString(lines[o.line-1]), nil
	}
	hay, needle := lowered(text), lowered(o.text)
	for from := range len(hay) - len(needle) + 1 {
		if slices.Equal(hay[from:from+len(needle)], needle) {
			return from, from + len(needle), nil
		}
	}
	return 0, 0, misuse("%q is not in the document", o.text)
}

// lowered is a text in small letters, rune by rune, so that places stay the same.
func lowered(s string) []rune {
	runes := []rune(s)
	for i, r := range runes {
		runes[i] = unicode.ToLower(r)
	}
	return runes
}

func (a *app) printReasons(reasons []reason) error {
	if len(reasons) == 0 {
		a.say("this line holds nothing but layout")
		return nil
	}
	r := a.renderer(a.outIsTerminal)
	bold, faint := r.NewStyle().Bold(true), r.NewStyle().Faint(true)
	var b strings.Builder
	for i, why := range reasons {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(bold.Render(report.Clean(why.Text)) + "\n")
		place := diag.Place{File: why.File, Line: why.FileLine, Column: why.FileColumn}
		b.WriteString("  " + a.printer.Sprintf("to change: %s (%s)", place, layerWord(why.Layer)) + "\n")
		for _, source := range why.Sources {
			b.WriteString("  " + faint.Render(a.printer.Sprintf("leans on: %s", source)) + "\n")
		}
	}
	_, err := fmt.Fprint(a.out, b.String())
	return err
}

// layerWord names a layer for a reader.
func layerWord(name string) diag.Message {
	switch name {
	case workspaceLayer:
		return diag.Say("in your workspace")
	case shippedLayer:
		return diag.Say("shipped; copy it to change it")
	}
	return diag.Say("given for this run")
}
