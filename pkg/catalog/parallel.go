package catalog

import (
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// Crash is what InParallel panics with: a panic of one of its goroutines, which
// nobody else could recover.
type Crash struct {
	Value any
	Stack []byte // as runtime/debug prints it
}

// InParallel calls work for 0 to n-1 on all cores, and comes back when all is done.
// When work panics, the rest is left and InParallel panics with a *Crash.
func InParallel(n int, work func(i int)) {
	var next atomic.Int64
	var crash atomic.Pointer[Crash]
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			defer func() {
				if v := recover(); v != nil {
					crash.CompareAndSwap(nil, &Crash{v, debug.Stack()})
					next.Store(int64(n))
				}
			}()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	wg.Wait()
	if c := crash.Load(); c != nil {
		panic(c)
	}
}
