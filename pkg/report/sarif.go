package report

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/locale"
)

// The parts of a SARIF 2.1.0 log that are written here.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Language   string        `json:"language"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name     string      `json:"name"`
		Language string      `json:"language"`
		Rules    []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    string     `json:"id"`
		Short sarifText  `json:"shortDescription"`
		Help  *sarifText `json:"help,omitempty"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
		Related   []sarifLocation `json:"relatedLocations,omitempty"`
		Fixes     []sarifFix      `json:"fixes,omitempty"`
	}
	sarifLocation struct {
		ID       int           `json:"id,omitempty"`
		Message  *sarifText    `json:"message,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted sarifText   `json:"insertedContent"`
	}
)

// SARIF writes diagnostics as a log in the form that code forges and editors share.
// Its source: OASIS, Static Analysis Results Interchange Format 2.1.0.
func SARIF(w io.Writer, list diag.List, p *locale.Printer, _ *lipgloss.Renderer) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "rolprofiel", Language: p.Lang(), Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints", Language: p.Lang(), Results: []sarifResult{},
	}
	rules := &run.Tool.Driver.Rules
	for _, d := range list[:min(len(list), Max)] {
		index := slices.IndexFunc(*rules, func(r sarifRule) bool { return r.ID == string(d.Code) })
		if index < 0 {
			index = len(*rules)
			*rules = append(*rules, sarifRuleOf(d.Code, p))
		}
		run.Results = append(run.Results, sarifResultOf(d, index, p))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	log := sarifLog{"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", "2.1.0", []sarifRun{run}}
	if err := enc.Encode(log); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

func sarifRuleOf(code diag.Code, p *locale.Printer) sarifRule {
	r := sarifRule{ID: string(code), Short: sarifText{Text: Headline(string(code), p.Lang())}}
	if page, ok := Page(string(code), p.Lang()); ok {
		r.Help = &sarifText{Text: page, Markdown: page}
	} else {
		r.Short.Text = string(code)
	}
	return r
}

func sarifResultOf(d diag.Diagnostic, rule int, p *locale.Printer) sarifResult {
	text := said(p, d.Message)
	if !d.Hint.IsZero() {
		text += "; " + said(p, d.Hint)
	}
	r := sarifResult{
		RuleID: string(d.Code), RuleIndex: rule, Message: sarifText{Text: text},
		Level:     map[diag.Severity]string{diag.Error: "error", diag.Warning: "warning", diag.Advice: "note"}[d.Severity],
		Locations: []sarifLocation{{Physical: sarifPlace(d.Place)}},
	}
	for i, at := range d.Related {
		r.Related = append(r.Related, sarifLocation{ID: i + 1, Message: &sarifText{Text: said(p, at.Message)}, Physical: sarifPlace(at.Place)})
	}
	for _, f := range d.Fixes {
		fix := sarifFix{Description: sarifText{Text: said(p, f.Message)}}
		for _, e := range f.Edits {
			at := sarifPlace(e.Place)
			if at.Region == nil {
				continue
			}
			fix.Changes = append(fix.Changes, sarifChange{at.Artifact, []sarifReplacement{{*at.Region, sarifText{Text: e.Text}}}})
		}
		r.Fixes = append(r.Fixes, fix)
	}
	return r
}

// sarifPlace names a file by a relative address, as the standard asks.
func sarifPlace(at diag.Place) sarifPhysical {
	steps := strings.Split(at.File, "/")
	for i, s := range steps {
		steps[i] = strings.ReplaceAll(url.PathEscape(s), ":", "%3A")
	}
	place := sarifPhysical{Artifact: sarifArtifact{strings.Join(steps, "/")}}
	if at.Line > 0 {
		place.Region = &sarifRegion{at.Line, at.Column, max(at.EndLine, at.Line), at.EndColumn}
	}
	return place
}
