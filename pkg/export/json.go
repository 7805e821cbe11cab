package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/profile"
)

func writeJSON(w io.Writer, in Input, _ Options) error {
	data, err := Profile(in.Profile)
	if err != nil {
		return err
	}
	return write(w, string(data)+"\n")
}

// jsonText is a text with where it came from.
type jsonText struct {
	Text    string       `json:"text"`
	Lang    string       `json:"lang,omitempty"`
	Origins []jsonOrigin `json:"origins,omitempty"`
}

type jsonOrigin struct {
	File    string   `json:"file"`
	Line    int      `json:"line,omitempty"`
	Column  int      `json:"column,omitempty"`
	Layer   string   `json:"layer"`
	Path    string   `json:"path,omitempty"`
	Sources []string `json:"sources,omitempty"`
}

// Profile writes a profile as JSON, by its own keys. Every text is an object of
// the text and its origins.
func Profile(p *profile.Profile) ([]byte, error) {
	data, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("write profile: %w", err)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var out bytes.Buffer
	if err := unmarkJSON(dec, &out, p.Origins); err != nil {
		return nil, fmt.Errorf("write profile: %w", err)
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, out.Bytes(), "", "  "); err != nil {
		return nil, fmt.Errorf("write profile: %w", err)
	}
	return pretty.Bytes(), nil
}

// unmarkJSON copies one JSON value, keys in their order, and makes an object of
// every marked string.
func unmarkJSON(dec *json.Decoder, out *bytes.Buffer, origins *profile.Origins) error {
	token, err := dec.Token()
	if err != nil {
		return err
	}
	switch t := token.(type) {
	case json.Delim:
		out.WriteString(t.String())
		for i := 0; dec.More(); i++ {
			if i > 0 {
				out.WriteByte(',')
			}
			if t == '{' {
				key, err := dec.Token()
				if err != nil {
					return err
				}
				writeValue(out, key)
				out.WriteByte(':')
			}
			if err := unmarkJSON(dec, out, origins); err != nil {
				return err
			}
		}
		end, err := dec.Token()
		if err != nil {
			return err
		}
		out.WriteString(end.(json.Delim).String())
	case string:
		if strings.ContainsFunc(t, diag.IsMark) {
			writeValue(out, textOf(t, origins))
			return nil
		}
		writeValue(out, t)
	default:
		writeValue(out, t)
	}
	return nil
}

func textOf(marked string, origins *profile.Origins) jsonText {
	pieces, _ := diag.Unmark(marked)
	text := jsonText{Text: diag.Plain(marked)}
	for _, p := range pieces {
		for _, o := range origins.Of(p.Number) {
			text.Lang = o.Lang
			text.Origins = append(text.Origins, jsonOrigin{o.Place.File, o.Place.Line, o.Place.Column, o.Place.Layer, o.Path, o.Sources})
		}
	}
	return text
}

// writeValue never fails: what it gets was read from JSON a moment before.
func writeValue(out *bytes.Buffer, v any) {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v)
	out.Truncate(out.Len() - 1)
}
