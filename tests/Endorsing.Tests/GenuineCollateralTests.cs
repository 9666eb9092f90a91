// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Planning;
using Attestation.TestKit;

namespace Attestation.Endorsing.Tests;

/// <summary>Intel's own documents, under the pinned root.</summary>
public sealed class GenuineCollateralTests
{
    private static readonly DateTimeOffset At = new(2025, 2, 28, 3, 44, 50, TimeSpan.Zero);
    private static readonly EndorsementTrust Pinned = new([new Tdx.TdxTee(Appraisal.VerifiedCache.None)], []);

    [Fact]
    public void A_real_quote_plans_four_requests_to_intel()
    {
        ImmutableArray<EndorsementRequest> plan = Plan();

        Assert.Equal(
            [
                "https://certificates.trustedservices.intel.com/IntelSGXRootCA.der",
                "https://api.trustedservices.intel.com/sgx/certification/v4/pckcrl?ca=platform&encoding=der",
                "https://api.trustedservices.intel.com/tdx/certification/v4/tcb?fmspc=00806f050000",
                "https://api.trustedservices.intel.com/tdx/certification/v4/qe/identity",
            ],
            plan.SelectMany(each => EndorsementHosts.Public.Targets(each)).Select(each => each.Address.AbsoluteUri));
    }

    [Fact]
    public void Real_documents_are_authentic_and_in_date_as_answers_to_that_plan()
    {
        string chain = Uri.EscapeDataString(File.ReadAllText(Vectors.PathOf("tdx", "certs", "tcb-signing-chain-prod-2018-2025.pem")));
        byte[][] bodies =
        [
            Vectors.Bytes("tdx", "crl", "root-prod-20240320-6b9f.der"),
            Vectors.Bytes("tdx", "crl", "platform-prod-20250213-00ef.der"),
            Vectors.Bytes("tdx", "tcbinfo", "00806f050000-prod-20250213-eval17-561c.json"),
            Vectors.Bytes("tdx", "qeidentity", "td_qe-prod-20250213-eval17-6573.json"),
        ];
        foreach ((EndorsementRequest request, byte[] body) in Plan().Zip(bodies))
        {
            Assert.True(EndorsementAnswer.TryRead(request, body, _ => chain, At, "vectors", out ImmutableArray<Endorsement> pieces, out var malformed), malformed?.ToString());
            Assert.True(JudgedEndorsement.TryJudge(Pinned, request.Name, pieces, new(), out JudgedEndorsement? judged, out string? wrong), wrong);
            Assert.Equal(EndorsementState.Valid, judged.Verdict.At(At));
            Assert.Equal(EndorsementState.Expired, judged.Verdict.At(At.AddYears(3)));
        }
    }

    private static ImmutableArray<EndorsementRequest> Plan() =>
        Pinned.Tees[0].PlanEndorsements(new("tdx", [new("quote", Vectors.Bytes("tdx", "quotes", "v4-bt2-00806f050000-00b2526a.bin"))]), []);
}
