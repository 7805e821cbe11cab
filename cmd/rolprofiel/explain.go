package main

import (
	"io"

	"github.com/spf13/cobra"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/export"
	"rolprofiel/pkg/report"
)

func newExplain(a *app) *cobra.Command {
	t := a.printer.Sprintf
	return &cobra.Command{
		Use:       "explain " + t("CODE"),
		Short:     t("Explain one kind of problem"),
		Long:      t("Explain one kind of problem: why it is one, a wrong and a right example.\nThe code is in brackets after the message."),
		Example:   "  rolprofiel explain unknown-key",
		Args:      exactly(1, t("which code")),
		ValidArgs: report.Codes(),
		RunE: func(_ *cobra.Command, args []string) error {
			return runExplain(a, args[0])
		},
	}
}

func runExplain(a *app, code string) error {
	page, ok := report.Page(code, a.printer.Lang())
	if !ok {
		f := misuse("there is no code %q", code)
		if near := diag.Nearest(code, report.Codes()); near != "" {
			return f.withHint("did you mean %q?", near)
		}
		return f.withHint("see: %s", "rolprofiel list codes")
	}
	blocks, err := document.ReadMarkdown(page)
	if err != nil {
		return err
	}
	_, err = io.WriteString(a.out, export.Terminal(blocks, export.Options{Width: a.width, Renderer: a.renderer(a.outIsTerminal)}))
	return err
}
