module stagecraft.dev/test/cluster/crds

go 1.26.0

require (
	// Of release 2.8.3; its tags are none that Go modules can have.
	github.com/chaos-mesh/chaos-mesh v0.9.1-0.20260902003049-47411975a8cb
	istio.io/api v1.31.1
	sigs.k8s.io/gateway-api v1.6.3
)
