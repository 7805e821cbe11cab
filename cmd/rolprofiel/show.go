package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/export"
)

func newShow(a *app) *cobra.Command {
	t := a.printer.Sprintf
	asJSON := false
	cmd := &cobra.Command{
		Use:     "show " + t("KIND/ID or ID"),
		Short:   t("Show one definition"),
		Long:    t("Show one definition as a card: a role, a competency, a team or anything else\nthat list knows. Where two kinds share an id, name the kind: role/adviseur."),
		Example: "  rolprofiel show kwartiermaker\n  rolprofiel show team/voorbeeld-buurtteam",
		Args:    exactly(1, t("which definition")),
		RunE: func(_ *cobra.Command, args []string) error {
			return runShow(a, args[0], asJSON)
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return completeDefinitions(a), cobra.ShellCompDirectiveNoFileComp
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, t("as JSON, for other programs"))
	return cmd
}

func completeDefinitions(a *app) []string {
	lib, err := a.library(a.settings.Lang)
	if err != nil {
		return nil
	}
	var all []string
	for _, k := range catalog.Kinds() {
		for _, id := range lib.IDs(k.Name) {
			all = append(all, k.Name+"/"+id)
		}
	}
	return all
}

func runShow(a *app, word string, asJSON bool) error {
	s, err := a.open(a.settings.Lang)
	if err != nil {
		return err
	}
	k, id, err := s.find(word)
	if err != nil {
		return err
	}
	e, ok := s.lib.Entry(k, id)
	list, err := s.gather(nil)
	if err != nil {
		return err
	}
	if ok && asJSON {
		data, err := export.Definition(e)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(a.out, string(data)); err != nil {
			return err
		}
	} else if ok {
		card := export.Terminal(export.Card(e, s.lang), export.Options{Width: a.width, Renderer: a.renderer(a.outIsTerminal)})
		if _, err := io.WriteString(a.out, card); err != nil {
			return err
		}
	}
	return a.stopOn(list, diag.Error)
}

// find turns KIND/ID or ID into a kind and an id.
func (s *session) find(word string) (*catalog.Kind, string, error) {
	if kind, id, ok := strings.Cut(word, "/"); ok {
		k := catalog.KindNamed(kind)
		if k == nil {
			var names []string
			for _, k := range catalog.Kinds() {
				names = append(names, k.Name)
			}
			return nil, "", misuse("there is no kind %q", kind).withHint("choose from: %s", strings.Join(names, ", "))
		}
		if !s.lib.Has(k.Name, id) {
			return nil, "", s.unknown(k.Name, id)
		}
		return k, id, nil
	}
	var found []string
	var all []string
	for _, k := range catalog.Kinds() {
		ids := s.lib.IDs(k.Name)
		if slices.Contains(ids, word) {
			found = append(found, k.Name+"/"+word)
		}
		all = append(all, ids...)
	}
	switch len(found) {
	case 1:
		return s.find(found[0])
	case 0:
		if _, err := s.lib.Take(); err != nil {
			return nil, "", err
		}
		f := misuse("there is no definition %q", word)
		if near := diag.Nearest(word, all); near != "" {
			return nil, "", f.withHint("did you mean %q?", near)
		}
		return nil, "", f.withHint("see: %s", "rolprofiel list roles")
	}
	return nil, "", misuse("%q is the id of more than one thing", word).withHint("choose from: %s", strings.Join(found, ", "))
}
