// SPDX-License-Identifier: Apache-2.0

#if SIMULATORS
using System.Collections.Immutable;
using Attestation.Catalog;
using Attestation.Configuration;
using Attestation.Documents;
using Attestation.Native.LibCrypto;
using Attestation.Policies;
using Attestation.Rendering;
using Attestation.Wire;

namespace Attestation.Agent;

/// <summary>What a Relying Party sees in the bundle that was just written: the tree, and its exit code.</summary>
internal static class OnceReport
{
    /// <summary>Reads both files back and verifies, with nothing but them.</summary>
    /// <param name="bundlePath">The bundle; the policy lies beside it.</param>
    /// <param name="clock">The verification instant.</param>
    public static async Task<int> PrintAsync(string bundlePath, TimeProvider clock)
    {
        string folder = Path.GetDirectoryName(bundlePath)!;
        AttestationResult result = Appraise(
            await File.ReadAllBytesAsync(bundlePath).ConfigureAwait(false),
            await File.ReadAllBytesAsync(Path.Combine(folder, "policy.json")).ConfigureAwait(false),
            clock.GetUtcNow());
        ExitCode exitCode = ExitCodes.Of(result, strict: false);
        Page page = new(Console.Out, PageStyle.Of(Environment.GetEnvironmentVariable, !Console.IsOutputRedirected));
        new TreeRenderer(page, verbosity: 0).Render(result, exitCode);
        return (int)exitCode;
    }

    private static AttestationResult Appraise(byte[] bundle, byte[] policy, DateTimeOffset now)
    {
        if (!PolicyFile.TryRead(policy, TeeCatalog.Default.Tees, out PolicyFile? file, out ImmutableArray<ConfigProblem> problems))
        {
            throw new AgentFailure(AgentFailure.BadConfiguration, $"policy.json: {string.Join("; ", problems)}");
        }

        return new ProofBundleReader(TeeCatalog.Default.Tees).TryRead(bundle, out ProofBundle? read, out Malformed? malformed)
            ? new BundleVerifier(TeeCatalog.Default, new Ed25519()).Appraise(read, new(), file.Policy, new(), now)
            : BundleVerifier.Refuse(malformed, file.Policy, now);
    }
}
#endif
