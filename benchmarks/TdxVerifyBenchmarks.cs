// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Appraisal;
using Attestation.Tdx.Verify;
using Attestation.Tdx.Wire;
using Attestation.X509;
using BenchmarkDotNet.Attributes;

namespace Attestation.Benchmarks;

/// <summary>What a verification costs beside the signature checks that nobody can spare.</summary>
[MemoryDiagnoser]
public class TdxVerifyBenchmarks
{
    private readonly byte[] message = new byte[632];
    private TdxSubject subject = null!;
    private Evidence evidence = null!;
    private Endorsements kept = null!;
    private TdxVerifier cold = null!;
    private TdxVerifier warm = null!;
    private ECDsa rawKey = null!;
    private byte[] rawSignature = [];
    private byte[] attestationKey = [];

    [Params("v4", "v5")]
    public string Format { get; set; } = "v4";

    [GlobalSetup]
    public void Prepare()
    {
        subject = TdxSubject.Of(Format);
        evidence = new("tdx", [new("quote", subject.Quote)]);
        kept = subject.Fresh();
        cold = new(VerifiedCache.None);
        warm = new(new VerifiedCache(64));
        Subject.Demand(cold.Appraise(evidence, kept, subject.Policy, subject.Now).Result);
        Subject.Demand(warm.Appraise(evidence, kept, subject.Policy, subject.Now).Result);
        using ECDsa signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        rawSignature = signer.SignData(message, HashAlgorithmName.SHA256);
        rawKey = ECDsa.Create(signer.ExportParameters(includePrivateParameters: false));
        Quote.TryParse(subject.Quote, out Quote? quote, out _);
        attestationKey = quote!.AttestationKey.ToArray();
    }

    [Benchmark(Baseline = true)]
    public bool RawP256Verify() => rawKey.VerifyData(message, rawSignature, HashAlgorithmName.SHA256);

    [Benchmark]
    public bool P256KeyImport()
    {
        bool imported = VerificationKey.TryImportP256Point(attestationKey, out VerificationKey? key, out _);
        key?.Dispose();
        return imported;
    }

    [Benchmark]
    public bool Parse() => Quote.TryParse(subject.Quote, out _, out _);

    [Benchmark]
    public object Cold() => cold.Appraise(evidence, subject.Fresh(), subject.Policy, subject.Now);

    [Benchmark]
    public object Warm() => warm.Appraise(evidence, kept, subject.Policy, subject.Now);
}
