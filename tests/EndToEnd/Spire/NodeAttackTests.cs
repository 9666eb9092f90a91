// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json.Nodes;
using Attestation.SpirePlugin.Protos.CredentialComposer;
using Attestation.SpirePlugin.Protos.ServerNodeAttestor;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.EndToEnd.Spire;

/// <summary>Nodes that say what is not theirs, or what was never said: each refused with its own reason.</summary>
public sealed class NodeAttackTests
{
    [Fact]
    public async Task Evidence_of_one_machine_is_no_certificate_for_a_key_of_another()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();
        using System.Security.Cryptography.ECDsa other = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);

        AgentAttributes attributes = await server.AttestAsync(node);

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => server.ComposeAsync(attributes.SpiffeId, ByteString.CopyFrom(other.ExportSubjectPublicKeyInfo())));
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }

    [Fact]
    public async Task An_answer_to_another_nonce_is_refused()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();
        ByteString? recorded = null;
        await server.AttestAsync(node, (message, bytes) => message == 1 ? recorded = bytes : bytes);

        await server.RefusesAsync(node, StatusCode.PermissionDenied, "STM-08", (message, bytes) => message == 1 ? recorded! : bytes);
    }

    [Fact]
    public async Task A_statement_for_another_trust_domain_is_refused()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();
        await node.Attestor.ConfigureAsync($"agent_socket_dir = \"{node.Site.Sockets}\"", "other.org");

        await server.RefusesAsync(node, StatusCode.PermissionDenied, "STM-0", null);
    }

    [Theory]
    [InlineData("statement", StatusCode.PermissionDenied, "LOG-04")]
    [InlineData("logKey", StatusCode.PermissionDenied, "LOG-02")]
    [InlineData("logStart", StatusCode.PermissionDenied, "LOG-04")]
    public async Task A_changed_part_is_refused(string part, StatusCode code, string because)
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();

        await server.RefusesAsync(node, code, because, (message, bytes) => message == 1 ? Changed(bytes, part) : bytes);
    }

    [Fact]
    public async Task A_tampered_event_log_is_refused()
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();
        bool isAsked = false;

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => server.AttestAsync(node, (message, bytes) =>
        {
            isAsked |= message == 2;
            return message == 2 ? Changed(bytes, "data") : bytes;
        }));

        Assert.True(isAsked);
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        Assert.Contains("event log", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 20_000)]
    [InlineData(1, 200_000)]
    public async Task A_message_that_is_too_large_is_malformed(int at, int length)
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();

        await server.RefusesAsync(node, StatusCode.InvalidArgument, "", (message, bytes) => message == at ? ByteString.CopyFromUtf8($"{{\"version\":1,\"x\":\"{new string('x', length)}\"}}") : bytes);
    }

    private static ByteString Changed(ByteString message, string part)
    {
        JsonObject json = JsonNode.Parse(message.Span)!.AsObject();
        byte[] bytes = Convert.FromBase64String(json[part]!.GetValue<string>());
        string text = Encoding.UTF8.GetString(bytes);
        int at = part == "statement" ? text.IndexOf("\"uid\":", StringComparison.Ordinal) + 6 : part == "logStart" ? text.IndexOf("\"sha256\":\"", StringComparison.Ordinal) + 10 : bytes.Length / 2;
        bytes[at] = (byte)(bytes[at] == (byte)'1' ? '2' : '1');
        json[part] = Convert.ToBase64String(bytes);
        return ByteString.CopyFromUtf8(json.ToJsonString());
    }
}
