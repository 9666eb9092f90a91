// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Attestation.Agent.Ledger;
using Attestation.Agent.Measuring;
using Attestation.Agent.Sentry;
using Attestation.Agent.Sentry.V1;
using Attestation.AgentClient;
using Attestation.Statements;
using Attestation.X509;
using Google.Protobuf;
using Grpc.Core;
using Validator = Attestation.Agent.Sentry.V1.SignCertificateRequest.Types.TokenValidator;

namespace Attestation.Agent.Tests.Sentry;

public sealed class SentryFrontTests
{
    [Fact]
    public async Task A_listed_daprd_is_answered_by_sentrys_own_bytes_for_its_own_bytes()
    {
        await using FrontRig rig = new FrontRig().Quoting();
        rig.Upstream.Trailing = Ask.LaterField;
        byte[] request = [.. Ask.Bytes(), .. Ask.LaterField];

        byte[] answer = await rig.SignAsync(request);

        Assert.Equal(request, Assert.Single(rig.Upstream.Received));
        Assert.Equal(rig.Upstream.Sent, answer);
        Assert.Equal(1, rig.Process.Confirmed);
    }

    [Fact]
    public async Task A_key_is_bound_under_evidence_before_sentry_is_asked()
    {
        await using FrontRig rig = new FrontRig().Quoting();
        long leaves = 0;
        rig.Upstream.Answers = (_, _) =>
        {
            leaves = rig.Leaves;
            return Task.FromResult<byte[]?>(null);
        };

        await rig.SignAsync();

        Assert.Equal(1, leaves);
    }

    [Fact]
    public async Task Binding_and_certificate_say_what_was_measured_and_issued()
    {
        await using FrontRig rig = new FrontRig().Quoting();
        SignCertificateRequest request = Ask.Message();

        SignCertificateResponse answer = SignCertificateResponse.Parser.ParseFrom(await rig.SignAsync(request.ToByteArray()));

        SvidBinding binding = SvidBinding.Of(await rig.LeafAsync(0));
        Assert.Equal(("dapr-history-signing", "spiffe://public/ns/default/sre-agent", "default", "sre-agent"), (binding.Purpose, binding.SpiffeId, binding.Namespace, binding.AppId));
        Assert.Equal(("csr", "front", "hash", "peer-generated"), (binding.Possession, binding.Method, binding.Measured, binding.KeyOrigin));
        Assert.False(binding.NotInPolicy || binding.ImageDeleted);
        Assert.Null(binding.Previous);
        Assert.True(Pem.TryReadCertificates(answer.WorkloadCertificate.Memory, 8, out var chain, out _));
        Assert.True(Certificate.TryParse(chain[0], out Certificate? leaf, out _));
        Assert.Equal(leaf.SpkiSha256.ToArray(), binding.Spki.ToArray());
        SvidIssued issued = SvidIssued.Of(await rig.LeafAsync(1));
        Assert.Equal((0ul, binding.SpiffeId, leaf.NotBefore, leaf.NotAfter), (issued.BindingLeaf, issued.SpiffeId, issued.NotBefore, issued.NotAfter));
        Assert.Equal(SHA256.HashData(chain[0].Span), issued.Certificate.ToArray());
    }

    [Theory]
    [InlineData((int)Validator.Unknown)]
    [InlineData((int)Validator.Insecure)]
    [InlineData(7)]
    public async Task A_validator_that_believes_anybody_or_is_unknown_is_refused(int validator)
    {
        await using FrontRig rig = new();

        RpcException refused = await rig.RefusedAsync(Ask.Bytes(ask => ask.TokenValidator = (Validator)validator));

        AssertRefused(rig, refused, StatusCode.PermissionDenied, "insecure-validator");
    }

    [Fact]
    public async Task A_validator_that_believes_anybody_passes_where_the_configuration_says_so()
    {
        await using FrontRig rig = new FrontRig { Options = FrontRig.Policy("da", """, "allowInsecureUnsafe": true""") }.Quoting();

        Assert.NotEmpty(await rig.SignAsync(Ask.Bytes(ask => ask.TokenValidator = Validator.Insecure)));
    }

    [Fact]
    public async Task Without_room_on_the_disk_sentry_is_not_asked_and_the_attempt_may_be_repeated()
    {
        await using FrontRig rig = new FrontRig { Room = DiskRoom.Critical }.Quoting();

        Task<RpcException> attempt = rig.RefusedAsync();
        await rig.TurnAsync(attempt);

        Assert.Equal(StatusCode.Unavailable, (await attempt).StatusCode);
        Assert.Empty(rig.Upstream.Received);
    }

    [Fact]
    public async Task A_program_that_is_not_listed_is_refused()
    {
        await using FrontRig rig = new() { Options = FrontRig.Policy("db") };

        AssertRefused(rig, await rig.RefusedAsync(), StatusCode.PermissionDenied, "not-in-policy");
    }

    [Fact]
    public async Task A_listed_program_is_refused_as_another_application()
    {
        await using FrontRig rig = new();

        AssertRefused(rig, await rig.RefusedAsync(Ask.Bytes(ask => ask.Id = "billing")), StatusCode.PermissionDenied, "not-in-policy");
    }

    [Fact]
    public async Task A_trust_domain_that_the_configuration_has_not_is_refused()
    {
        await using FrontRig rig = new();

        AssertRefused(rig, await rig.RefusedAsync(Ask.Bytes(ask => ask.TrustDomain = "other")), StatusCode.InvalidArgument, "malformed");
    }

    [Fact]
    public async Task A_key_whose_possession_is_not_proved_is_refused()
    {
        await using FrontRig rig = new();
        byte[] request = Ask.Message(DaprdKey.Ed25519(isForged: true)).ToByteArray();

        AssertRefused(rig, await rig.RefusedAsync(request), StatusCode.InvalidArgument, "possession-invalid");
    }

    [Fact]
    public async Task A_process_whose_measurement_is_refused_is_refused_with_its_reason()
    {
        await using FrontRig rig = new();
        rig.Process.OnMeasure = _ => throw new MeasurementRefusedException(MeasurementReasons.Traced, "process 1 traces it");

        RpcException refused = await rig.RefusedAsync();

        AssertRefused(rig, refused, StatusCode.PermissionDenied, "process-refused");
        Assert.StartsWith("traced: ", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_nobody_measures_is_refused()
    {
        await using FrontRig rig = new();
        using AttemptBudget budget = new(AttemptBudget.Usual, rig.Clock, CancellationToken.None);

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => rig.Front.SignAsync(Ask.Bytes(), null, budget));

        AssertRefused(rig, refused, StatusCode.PermissionDenied, "process-refused");
    }

    [Fact]
    public async Task A_process_that_runs_another_program_after_the_quote_is_refused_before_sentry_is_asked()
    {
        await using FrontRig rig = new FrontRig().Quoting();
        rig.Process.OnMeasure = looks => rig.Process.Measured = looks == 0 ? rig.Process.Measured : FakeFront.Of(version: 0xDB, inode: 8);

        RpcException refused = await rig.RefusedAsync();

        Assert.StartsWith("process-changed: ", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(rig.Upstream.Received);
    }

    [Fact]
    public async Task An_answer_does_not_leave_for_a_process_that_does_not_confirm()
    {
        await using FrontRig rig = new FrontRig().Quoting();
        rig.Process.OnConfirm = () => throw new MeasurementRefusedException(MeasurementReasons.ProcessChanged, "another program answers");

        RpcException refused = await rig.RefusedAsync();

        Assert.Equal("process-refused", Reason(refused));
        Assert.Equal(PredicateTypes.SvidIssued, (await rig.LeafAsync(1)).Type);
    }

    [Theory]
    [InlineData("key", "holds the key")]
    [InlineData("id", "names spiffe://other/ns/default/sre-agent, want spiffe://public/ns/default/sre-agent")]
    [InlineData("authority", "certificate authority's")]
    [InlineData("bytes", "SignCertificateResponse")]
    [InlineData("empty", "PEM")]
    public async Task A_wrong_certificate_is_discarded_and_said(string wrong, string says)
    {
        await using FrontRig rig = new FrontRig().Quoting();
        rig.Issuer.OtherKey = wrong == "key" ? new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) : null;
        rig.Issuer.TrustDomain = wrong == "id" ? "other" : "public";
        rig.Issuer.IssuesAuthorities = wrong == "authority";
        rig.Upstream.Answers = (_, _) => Task.FromResult<byte[]?>(wrong switch { "bytes" => [0xFF], "empty" => [], _ => null });

        RpcException refused = await rig.RefusedAsync();

        Assert.Equal((StatusCode.PermissionDenied, "certificate-mismatch"), (refused.StatusCode, Reason(refused)));
        Assert.Contains(says, refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(1, rig.Leaves);
        Assert.Single(rig.Upstream.Received);
    }

    [Fact]
    public async Task Observe_issues_and_says_that_the_policy_does_not_list_the_program()
    {
        await using FrontRig rig = new FrontRig { Options = FrontRig.Policy("db", """, "mode": "observe" """) }.Quoting();

        await rig.SignAsync();

        SvidBinding binding = SvidBinding.Of(await rig.LeafAsync(0));
        Assert.Equal((true, "unknown"), (binding.NotInPolicy, binding.KeyOrigin));
    }

    [Fact]
    public async Task What_only_observe_lets_pass_is_counted()
    {
        List<string?> counted = [];
        using MeterListener listener = new() { InstrumentPublished = (instrument, on) => on.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            // Other tests count, too.
            if (instrument.Meter.Name == SentryMeter.Name && tags is [{ Key: "app", Value: "default/counted" }])
            {
                counted.Add(instrument.Name);
            }
        });
        listener.Start();
        await using FrontRig rig = new FrontRig { Options = FrontRig.Policy("db", """, "mode": "observe" """) }.Quoting();

        await rig.SignAsync(Ask.Bytes(ask => ask.Id = "counted"));

        Assert.Equal("attestation_agent.sentry.not_in_policy", Assert.Single(counted));
    }

    [Fact]
    public async Task Every_kind_of_key_that_daprd_may_have_is_bound()
    {
        await using FrontRig rig = new FrontRig().Quoting();
        byte[][] requests = [DaprdKey.Ed25519(), DaprdKey.OfCurve(ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256), DaprdKey.OfCurve(ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384)];

        foreach (byte[] csr in requests)
        {
            Assert.NotEmpty(await rig.SignAsync(Ask.Message(csr).ToByteArray()));
        }
    }

    [Fact]
    public async Task The_trust_domain_is_the_configurations_the_most_specific_first()
    {
        await using FrontRig rig = new FrontRig
        {
            Options = FrontRig.Policy("da", """, "trustDomains": { "*": "a", "default/*": "b", "default/sre-agent": "c" } """),
        }.Quoting();
        rig.Issuer.TrustDomain = "c";

        await rig.SignAsync();

        Assert.Equal("spiffe://c/ns/default/sre-agent", SvidBinding.Of(await rig.LeafAsync(0)).SpiffeId);
    }

    private static void AssertRefused(FrontRig rig, RpcException refused, StatusCode code, string reason)
    {
        Assert.Equal((code, reason), (refused.StatusCode, Reason(refused)));
        Assert.Empty(rig.Upstream.Received);
        Assert.Equal((0, 0), (rig.Leaves, rig.Device.Requests));
    }

    private static string? Reason(RpcException refused) => refused.Trailers.GetValue(AgentException.ReasonTrailer);
}
