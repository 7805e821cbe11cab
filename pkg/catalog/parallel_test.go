package catalog_test

import (
	"strings"
	"sync/atomic"
	"testing"

	"rolprofiel/pkg/catalog"
)

func TestInParallelDoesAllOnce(t *testing.T) {
	for _, n := range []int{0, 1, 3, 1000} {
		done := make([]atomic.Int64, n)
		catalog.InParallel(n, func(i int) { done[i].Add(1) })
		for i := range done {
			if times := done[i].Load(); times != 1 {
				t.Errorf("%d of %d was done %d times", i, n, times)
			}
		}
	}
}

func TestInParallelHandsPanicsOn(t *testing.T) {
	defer func() {
		c, ok := recover().(*catalog.Crash)
		if !ok || c.Value != "drie" || !strings.Contains(string(c.Stack), "parallel_test.go") {
			t.Errorf("recovered %v", c)
		}
	}()
	catalog.InParallel(100, func(i int) {
		if i == 3 {
			panic("drie")
		}
	})
	t.Error("the panic is gone")
}
