package main

import (
	"io"
	"testing"
	"time"
)

func quietStreams() *streams {
	return &streams{out: io.Discard, err: io.Discard, width: 80, env: func(string) string { return "" }, now: func() time.Time { return time.Unix(1795392000, 0) }}
}

func BenchmarkRenderVacancy(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if status := execute([]string{"render", "vacancy", "--opening", "voorbeeld-buurtteam-2027"}, quietStreams()); status != exitOK {
			b.Fatal(status)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	for b.Loop() {
		if status := execute([]string{"check", "--quiet"}, quietStreams()); status != exitOK {
			b.Fatal(status)
		}
	}
}
