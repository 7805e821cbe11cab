package main

import (
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/export"
	"rolprofiel/pkg/report"
)

// row is one thing in a list.
type row struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Kind  string `json:"kind"`
	Layer string `json:"layer"`
	File  string `json:"file"`
}

func newList(a *app) *cobra.Command {
	t := a.printer.Sprintf
	asJSON, coverage := false, false
	cmd := &cobra.Command{
		Use:       "list " + t("KIND"),
		Short:     t("List what there is of one kind"),
		Long:      t("List what there is of one kind, one a line, and where it comes from.\nThe kinds: %s.", strings.Join(listKinds(), ", ")),
		Example:   "  rolprofiel list roles\n  rolprofiel list documents",
		Args:      exactly(1, t("which kind")),
		ValidArgs: listKinds(),
		RunE: func(_ *cobra.Command, args []string) error {
			if coverage {
				if k := catalog.KindNamed(args[0]); k == nil || k.Name != catalog.KindSource {
					return misuse("--coverage goes with sources alone").withHint("type: %s", "rolprofiel list sources --coverage")
				}
				return runCoverage(a, asJSON)
			}
			return runList(a, args[0], asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, t("as JSON, for other programs"))
	cmd.Flags().BoolVar(&coverage, "coverage", false, t("of sources: how many statements lean on each heading"))
	return cmd
}

// runCoverage shows for every heading of every report what leans on it.
func runCoverage(a *app, asJSON bool) error {
	s, err := a.open(a.settings.Lang)
	if err != nil {
		return err
	}
	reports := s.lib.Coverage()
	list, err := s.gather(nil)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(d diag.Diagnostic) bool { return d.Severity < diag.Error })
	if asJSON {
		err = writeJSON(a.out, reports)
	} else {
		_, err = io.WriteString(a.out, export.Terminal(coverageBlocks(a, reports), export.Options{Width: a.width, Renderer: a.renderer(a.outIsTerminal)}))
	}
	if err != nil {
		return err
	}
	return a.stopOn(list, diag.Error)
}

// coverageBlocks is a heading per report, and a line per heading of it.
func coverageBlocks(a *app, reports []catalog.Covered) []document.Block {
	var blocks []document.Block
	words := func(text string) []document.Inline {
		return []document.Inline{{Kind: document.Text, Text: report.Clean(text)}}
	}
	for _, r := range reports {
		list := document.Block{Kind: document.List, Start: 1}
		for _, h := range r.Headings {
			said := a.text(count(h.Statements, "%d statement", "%d statements"))
			if h.Statements == 0 && h.Excused != "" {
				said = h.Excused
			}
			list.Blocks = append(list.Blocks, document.Block{Kind: document.Item, Blocks: []document.Block{{Kind: document.Paragraph, Inlines: words(h.Title + ": " + said)}}})
		}
		blocks = append(blocks, document.Block{Kind: document.Heading, Level: 1, Inlines: words(r.Title + " (" + r.ID + ")")}, list)
	}
	return blocks
}

// listKinds are the kinds of definitions and what the program itself has.
func listKinds() []string {
	var names []string
	for _, k := range catalog.Kinds() {
		if k.Dir != "" {
			names = append(names, k.Plural)
		}
	}
	return append(names, "documents", "formats", "codes")
}

func runList(a *app, kind string, asJSON bool) error {
	s, err := a.open(a.settings.Lang)
	if err != nil {
		return err
	}
	rows, err := s.rows(kind)
	if err != nil {
		return err
	}
	list, err := s.gather(nil)
	if err != nil {
		return err
	}
	// A translation that is missing does not matter to a list.
	list = slices.DeleteFunc(list, func(d diag.Diagnostic) bool { return d.Severity < diag.Error })
	if asJSON {
		err = writeJSON(a.out, rows)
	} else {
		err = a.table(rows)
	}
	if err != nil {
		return err
	}
	return a.stopOn(list, diag.Error)
}

func (s *session) rows(kind string) ([]row, error) {
	rows := []row{}
	switch kind {
	case "documents":
		for _, name := range s.docs.Names() {
			if k, list, ok := s.docs.Kind(name); ok {
				s.app.list = append(s.app.list, list...)
				if k.Title == "" {
					k.Title = name
				}
				rows = append(rows, row{name, k.Title, "document", k.Place.Layer, k.Place.File})
			}
		}
		return rows, nil
	case "formats":
		for _, f := range export.Formats() {
			rows = append(rows, row{f.Name, s.text(f.About), "format", shippedLayer, ""})
		}
		return rows, nil
	case "codes":
		for _, code := range report.Codes() {
			rows = append(rows, row{code, report.Headline(code, s.printer.Lang()), "code", shippedLayer, ""})
		}
		return rows, nil
	}
	k := catalog.KindNamed(kind)
	if k == nil || k.Dir == "" {
		f := misuse("there is no kind %q", kind)
		if near := diag.Nearest(kind, listKinds()); near != "" {
			return nil, f.withHint("did you mean %q?", near)
		}
		return nil, f.withHint("choose from: %s", strings.Join(listKinds(), ", "))
	}
	ids := s.lib.IDs(k.Name)
	rows = make([]row, len(ids))
	catalog.InParallel(len(ids), func(i int) {
		layerName, file := s.lib.WhichLayer(k, ids[i])
		title := ids[i]
		if e, ok := s.lib.Entry(k, ids[i]); ok {
			title = catalog.TitleOf(e)
		}
		rows[i] = row{ids[i], title, k.Name, layerName, file}
	})
	return rows, nil
}

// table prints rows in columns; the layer is told only where it differs from
// what is shipped.
func (a *app) table(rows []row) error {
	widest := 0
	for _, r := range rows {
		widest = max(widest, ansi.StringWidth(r.ID))
	}
	bold := a.renderer(a.outIsTerminal).NewStyle().Bold(true)
	faint := a.renderer(a.outIsTerminal).NewStyle().Faint(true)
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(bold.Render(r.ID) + strings.Repeat(" ", widest-ansi.StringWidth(r.ID)+2) + report.Clean(r.Title))
		if r.Layer == workspaceLayer {
			b.WriteString("  " + faint.Render("("+r.File+")"))
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(a.out, b.String())
	return err
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
