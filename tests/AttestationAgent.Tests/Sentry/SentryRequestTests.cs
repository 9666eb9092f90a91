// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Agent.Sentry;
using Attestation.Agent.Sentry.V1;
using Attestation.AgentClient;
using Attestation.Native.LibCrypto;
using Attestation.TestKit;
using CsCheck;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.Agent.Tests.Sentry;

public sealed class SentryRequestTests
{
    private static readonly MutatedInput Mutated = new(
        "sentry request",
        4_000,
        [Ask.Bytes(), Ask.Bytes(ask => ask.TrustDomain = "public"), [.. Ask.Bytes(), .. Ask.LaterField]],
        [.. new[] { "\n", "\x2a\x01", "-----BEGIN CERTIFICATE REQUEST-----", "=", "\xff\xff\xff\xff\x0f" }.Select(Encoding.Latin1.GetBytes)],
        bytes => Read(bytes));

    [Fact]
    public void What_daprd_sends_is_read()
    {
        SentryRequest read = SentryRequest.Read(Ask.Bytes(), new Ed25519());

        Assert.Equal((new DaprApp("default", "sre-agent"), null, SignCertificateRequest.Types.TokenValidator.Kubernetes), (read.App, read.TrustDomain, read.Validator));
    }

    [Theory]
    [InlineData("", "default")]
    [InlineData("a.b", "default")]
    [InlineData("a/b", "default")]
    [InlineData("..", "default")]
    [InlineData("a", "")]
    [InlineData("a", "b/c")]
    [InlineData("a", "ä")]
    public void Names_that_are_not_shaped_like_daprs_are_refused(string id, string space) =>
        Assert.Equal("malformed", Refused(Ask.Bytes(ask => (ask.Id, ask.Namespace) = (id, space))));

    [Fact]
    public void Names_that_are_too_long_are_refused()
    {
        Assert.Equal("malformed", Refused(Ask.Bytes(ask => ask.Id = new('a', DaprApp.MaxId + 1))));
        Assert.Equal("malformed", Refused(Ask.Bytes(ask => ask.Namespace = new('a', DaprApp.MaxNamespace + 1))));
    }

    [Fact]
    public void Two_requests_for_certificates_are_refused()
    {
        byte[] csr = DaprdKey.Ed25519();

        Assert.Equal("malformed", Refused(Ask.Message([.. csr, .. csr]).ToByteArray()));
    }

    [Fact]
    public void A_message_that_is_too_large_is_a_refusal_and_not_an_overload() =>
        Assert.Equal("too-large", Refused(Ask.Bytes(ask => ask.Token = new('t', SentryRequest.MaxBytes))));

    [Fact]
    public void Mutated_requests_are_read_or_refused_and_stay_as_received() => Mutated.Run();

    [Fact]
    public void Whatever_the_names_are_only_daprs_are_read() =>
        Gen.Select(Gen.String, Gen.String).Sample((id, space) =>
        {
            byte[] request = Ask.Message([]).ToByteArray();
            SignCertificateRequest changed = SignCertificateRequest.Parser.ParseFrom(request);
            (changed.Id, changed.Namespace) = (Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(id)), Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(space)));
            Assert.Equal("malformed", Refused(changed.ToByteArray()));
            return true;
        }, iter: 200);

    private static string? Refused(byte[] bytes)
    {
        RpcException refused = Assert.Throws<RpcException>(() => SentryRequest.Read(bytes, new Ed25519()));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        return refused.Trailers.GetValue(AgentException.ReasonTrailer);
    }

    private static void Read(byte[] bytes)
    {
        try
        {
            SentryRequest read = SentryRequest.Read(bytes, new Ed25519());
            if (!DaprApp.IsId(read.App.Id) || !DaprApp.IsNamespace(read.App.Namespace))
            {
                throw new InvalidOperationException("a name that is not Dapr's was read");
            }
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.InvalidArgument)
        {
            // Refused is as good as read.
        }
    }
}
