// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Appraisal;
using Attestation.SevSnp.Verify;
using Attestation.SevSnp.Wire;
using BenchmarkDotNet.Attributes;

namespace Attestation.Benchmarks;

/// <summary>What a verification of a report costs beside the signature checks that nobody can spare.</summary>
/// <remarks>
/// Cold keeps AMD's own keys (ARK, ASK, ASVK) and has never seen the leaf: each call takes the next machine of a fleet that is twice as
/// large as the cache, which starts over when full, so that no leaf is ever found and AMD's keys are read again once in a cache's time.
/// </remarks>
[MemoryDiagnoser]
public class SnpVerifyBenchmarks
{
    private const int CacheCapacity = 256;
    private const int Threads = 2;
    private const int CallsPerThread = 64;

    private readonly byte[] message = new byte[672];
    private SnpSubject subject = null!;
    private SnpSubject[] fleet = [];
    private SnpVerifier nothing = null!;
    private SnpVerifier cold = null!;
    private SnpVerifier warm = null!;
    private ECDsa ecKey = null!;
    private RSA rsaKey = null!;
    private byte[] ecSignature = [];
    private byte[] rsaSignature = [];
    private int next;

    [Params("vcek", "vlek")]
    public string Key { get; set; } = "vcek";

    [GlobalSetup]
    public void Prepare()
    {
        subject = SnpSubject.Of(Key);
        fleet = SnpSubject.Fleet(Key, 2 * CacheCapacity);
        nothing = new(VerifiedCache.None);
        cold = new(new VerifiedCache(CacheCapacity));
        warm = new(new VerifiedCache(CacheCapacity));
        Subject.Demand(Whole());
        Subject.Demand(Cold());
        Subject.Demand(Warm());
        using ECDsa ecSigner = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        ecSignature = ecSigner.SignData(message, HashAlgorithmName.SHA384);
        ecKey = ECDsa.Create(ecSigner.ExportParameters(includePrivateParameters: false));
        using RSA rsaSigner = RSA.Create(4096);
        rsaSignature = rsaSigner.SignData(message, HashAlgorithmName.SHA384, RSASignaturePadding.Pss);
        rsaKey = RSA.Create(rsaSigner.ExportParameters(includePrivateParameters: false));
    }

    [Benchmark(Baseline = true)]
    public bool RawP384Verify() => ecKey.VerifyData(message, ecSignature, HashAlgorithmName.SHA384);

    [Benchmark]
    public bool RawRsa4096PssVerify() => rsaKey.VerifyData(message, rsaSignature, HashAlgorithmName.SHA384, RSASignaturePadding.Pss);

    [Benchmark]
    public bool Parse() => AttestationReport.TryParse(subject.Evidence.Parts[0].Bytes, out _, out _);

    /// <summary>Nothing is kept but the pinned roots' key objects.</summary>
    [Benchmark]
    public AttestationResult Whole() => Appraise(nothing, subject);

    [Benchmark]
    public AttestationResult Cold()
    {
        SnpSubject unseen = fleet[next];
        next = (next + 1) % fleet.Length;
        return Appraise(cold, unseen);
    }

    [Benchmark]
    public AttestationResult Warm() => Appraise(warm, subject);

    /// <summary>Two threads, warm; the time is that of one verification of all of them.</summary>
    [Benchmark(OperationsPerInvoke = Threads * CallsPerThread)]
    public void WarmOnTwoCores()
    {
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(Many))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }

    private void Many()
    {
        for (int i = 0; i < CallsPerThread; i++)
        {
            Warm();
        }
    }

    private static AttestationResult Appraise(SnpVerifier verifier, SnpSubject of) =>
        verifier.Appraise(of.Evidence, of.Endorsements, of.Policy, of.Now);
}
