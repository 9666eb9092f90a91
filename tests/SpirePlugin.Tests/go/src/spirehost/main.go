// SPDX-License-Identifier: Apache-2.0

// spirehost loads one plugin as SPIRE does, over the real hashicorp/go-plugin, and prints as JSON what it saw.
//
//	spirehost PLUGIN TYPE agent|server TMPDIR OPTIONS [ARGUMENT...]
//	spirehost attest PLUGIN TMPDIR AGENT_OPTIONS SERVER_OPTIONS COMPOSER_OPTIONS
package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
)

const (
	initService    = "/spire.service.private.init.v1.Init/"
	configService  = "/spire.service.common.config.v1.Config/"
	keyManager     = "spire.plugin.agent.keymanager.v1.KeyManager"
	hostServicesID = 1
)

var hostServices = map[string][]string{
	"agent": {"spire.hostservice.common.metrics.v1.Metrics"},
	"server": {
		"spire.hostservice.server.identityprovider.v1.IdentityProvider",
		"spire.hostservice.server.agentstore.v1.AgentStore",
		"spire.hostservice.common.metrics.v1.Metrics",
	},
}

// seen is what is printed.
type seen struct {
	Services  []string                 `json:"services"`
	Notes     []string                 `json:"notes"`
	Ping      bool                     `json:"ping"`
	Signed    bool                     `json:"signed"`
	ExitCode  int                      `json:"exitCode"`
	Error     string                   `json:"error"`
	HostCalls []string                 `json:"hostCalls"`
	Log       []map[string]interface{} `json:"log"`
}

// host is the plugin that go-plugin dispenses: the connection itself.
type host struct {
	plugin.NetRPCUnsupportedPlugin
	calls *calls
}

// calls keeps the names of host services' methods that the plugin called.
type calls struct {
	sync.Mutex
	names []string
}

func (h *host) GRPCServer(*plugin.GRPCBroker, *grpc.Server) error { return fmt.Errorf("not a plugin") }

func (h *host) GRPCClient(_ context.Context, broker *plugin.GRPCBroker, conn *grpc.ClientConn) (interface{}, error) {
	go broker.AcceptAndServe(hostServicesID, func(options []grpc.ServerOption) *grpc.Server {
		return grpc.NewServer(append(options, grpc.CustomCodec(raw{}), grpc.UnknownServiceHandler(h.calls.answer))...)
	})
	return conn, nil
}

// Every host service answers empty.
func (c *calls) answer(_ interface{}, stream grpc.ServerStream) error {
	name, _ := grpc.MethodFromServerStream(stream)
	c.Lock()
	c.names = append(c.names, name)
	c.Unlock()
	var request message
	if err := stream.RecvMsg(&request); err != nil {
		return err
	}
	return stream.SendMsg(&message{})
}

type session struct {
	conn *grpc.ClientConn
	seen *seen
}

func (s session) call(method string, request message) (message, error) {
	var response message
	err := s.conn.Invoke(context.Background(), method, &request, &response, grpc.ForceCodec(raw{}))
	return response, err
}

// begin initialises and configures; what is wrong with the options is in the notes.
func (s session) begin(side, options string) error {
	var names message
	for _, each := range hostServices[side] {
		names = names.text(1, each)
	}
	answer, err := s.call(initService+"Init", names)
	if err != nil {
		return err
	}
	s.seen.Services = answer.texts(1)

	configuration := message{}.bytes(1, message{}.text(1, "example.org")).text(2, options)
	if answer, err = s.call(configService+"Validate", configuration); err != nil {
		return err
	}
	s.seen.Notes = answer.texts(2)
	if len(s.seen.Notes) == 0 {
		if _, err = s.call(configService+"Configure", configuration); err != nil {
			return err
		}
	}
	return nil
}

func (s session) life(side, options string) error {
	err := s.begin(side, options)
	if err != nil {
		return err
	}
	if s.seen.Services[0] == keyManager {
		if s.seen.Signed, err = s.keys(); err != nil {
			return err
		}
	}
	_, err = s.call(initService+"Deinit", nil)
	return err
}

// keys makes a key as the SPIRE agent does, signs a digest, and verifies with the other implementation.
func (s session) keys() (bool, error) {
	made, err := s.call("/"+keyManager+"/GenerateKey", message{}.text(1, "agent-svid-A").number(2, 1))
	if err != nil {
		return false, err
	}
	public := made.first(1)
	digest := sha256.Sum256([]byte("csr"))
	signed, err := s.call("/"+keyManager+"/SignData", message{}.text(1, "agent-svid-A").bytes(2, digest[:]).number(3, 5))
	if err != nil {
		return false, err
	}
	key, err := x509.ParsePKIXPublicKey(public.first(3))
	if err != nil {
		return false, err
	}
	return ecdsa.VerifyASN1(key.(*ecdsa.PublicKey), digest[:], signed.first(1)) && bytes.Equal(signed.first(2), public.first(4)), nil
}

func main() {
	if os.Args[1] == "attest" {
		attestMain(os.Args[2], os.Args[3], os.Args[4:])
		return
	}
	program, kind, side, temporary, options := os.Args[1], os.Args[2], os.Args[3], os.Args[4], os.Args[5]
	os.Setenv("TMPDIR", temporary)
	var log bytes.Buffer
	seen := seen{Services: []string{}, Notes: []string{}, HostCalls: []string{}, Log: []map[string]interface{}{}}
	command := exec.Command(program, os.Args[6:]...)
	calls := &calls{}
	client := newClient(kind, command, calls, hclog.New(&hclog.LoggerOptions{Output: &log, Level: hclog.Debug, JSONFormat: true, Mutex: &sync.Mutex{}}))
	if err := load(client, kind, side, options, &seen); err != nil {
		seen.Error = err.Error()
	}
	client.Kill()
	seen.ExitCode = command.ProcessState.ExitCode()
	seen.HostCalls = append(seen.HostCalls, calls.names...)
	for _, line := range strings.Split(strings.TrimSpace(log.String()), "\n") {
		var entry map[string]interface{}
		if json.Unmarshal([]byte(line), &entry) == nil {
			seen.Log = append(seen.Log, entry)
		}
	}
	json.NewEncoder(os.Stdout).Encode(seen)
}

// newClient is go-plugin as SPIRE sets it up.
func newClient(kind string, command *exec.Cmd, calls *calls, logger hclog.Logger) *plugin.Client {
	return plugin.NewClient(&plugin.ClientConfig{
		HandshakeConfig:  plugin.HandshakeConfig{ProtocolVersion: 1, MagicCookieKey: kind, MagicCookieValue: kind},
		Plugins:          map[string]plugin.Plugin{kind: &host{calls: calls}},
		Cmd:              command,
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		StartTimeout:     60 * time.Second,
		Logger:           logger,
	})
}

func load(client *plugin.Client, kind, side, options string, seen *seen) error {
	protocol, err := client.Client()
	if err != nil {
		return err
	}
	conn, err := protocol.Dispense(kind)
	if err != nil {
		return err
	}
	if err = (session{conn.(*grpc.ClientConn), seen}).life(side, options); err != nil {
		return err
	}
	err = protocol.Ping()
	seen.Ping = err == nil
	return err
}
