// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>What SPIRE may select a node by: verified facts only, each positive, since SPIRE compares for equality alone.</summary>
internal static class Selectors
{
    private const int MaxBytes = 255;

    /// <summary>Every kind.</summary>
    public static ImmutableArray<SelectorKind> All { get; } =
    [
        new("tee", null, "tee:tdx", "TEE whose Evidence passed", static (_, tee) => [tee]),
        new("policy", null, "policy:payments-v3", "policy block that passes, each", static (node, _) => node.Policies),
        new("mrtd", null, "mrtd:8c41…", "TDX: MR_TD, in hex", static (node, tee) => [Claims(node, tee).Text("mrTd")]),
        new("measurement", null, "measurement:5f20…", "SEV-SNP: launch measurement, in hex", static (node, tee) => [Claims(node, tee).Text("measurement")]),
        new("tcb-status", null, "tcb-status:up-to-date", "TDX: status of the platform's TCB", static (node, tee) => [Claims(node, tee).Text("tcbStatus") is { } status ? Kebab(status) : null]),
        new("product", null, "product:genoa", "SEV-SNP: product of the chip", static (node, tee) => [Claims(node, tee).Text("product")]),
        new("signing-key", null, "signing-key:vcek", "SEV-SNP: kind of key that signed the report", static (node, tee) => [Claims(node, tee).Text("signingKey")]),
        new("vmpl", null, "vmpl:0", "SEV-SNP: privilege level that asked for the report", static (node, tee) => [Claims(node, tee).Number("vmpl")?.ToString(System.Globalization.CultureInfo.InvariantCulture)]),
        new("debug", null, "debug:false", "whether the host may look into the guest", static (node, tee) => [Claims(node, tee).Flag("debug") is { } debug ? Word(debug) : null]),
        new("simulated", null, "simulated:true", "whether a simulator's root vouches for it", static (node, _) => [Word(node.Simulated)]),
        new("anchor", null, "anchor:rtmr3", "register that the log's start was extended into; `none` without", static (node, _) => [VerifiedClaims.OfLog(node.Claims).Text("anchor")]),
        new("first-run", null, "first-run:true", "whether this run of the attestation agent is the boot's first; with an anchor only", static (node, _) => [VerifiedClaims.OfLog(node.Claims).Number("runOfBoot") is { } run ? Word(run == 1) : null]),
        new("instance", null, "instance:boot", "what the node is told from others by", static (node, _) => [node.Statement.Instance.Kind]),
        new("agent", null, "agent:a1a1…", "SHA-256 of the attestation agent's executable, as it says itself", static (node, _) => [Wire.Hex.Of(node.Statement.Agent.Sha256.Span)]),
        new("rtmr0", "rtmr", "rtmr0:f3e2…", "TDX: RTMR0, in hex", static (node, tee) => [Claims(node, tee).Text("rtmr0")]),
        new("rtmr1", "rtmr", "rtmr1:f3e2…", "TDX: RTMR1, in hex", static (node, tee) => [Claims(node, tee).Text("rtmr1")]),
        new("rtmr2", "rtmr", "rtmr2:f3e2…", "TDX: RTMR2, in hex", static (node, tee) => [Claims(node, tee).Text("rtmr2")]),
        new("rtmr3", "rtmr", "rtmr3:f3e2…", "TDX: RTMR3, in hex; another at each start of the attestation agent where it is the anchor", static (node, tee) => [Claims(node, tee).Text("rtmr3")]),
        new("chip", "chip", "chip:9ab3…", "SHA-256 of CHIP_ID (SEV-SNP, where it is not masked) or PPID (TDX)", static (node, tee) => [Claims(node, tee).ChipSha256]),
        new("event:secure-boot", "event", "event:secure-boot:true", "TDX: UEFI's variable SecureBoot as the firmware measured it", static (node, tee) => [Claims(node, tee).Flag("secureBoot") is { } secure ? Word(secure) : null]),
        new("event:first-program", "event", "event:first-program:5a10…", "TDX: digest of the first program that firmware started: a unified kernel image, a boot loader, or a kernel loaded directly", static (node, tee) => [Claims(node, tee).Text("firstProgram")]),
        new("event:kernel-cmdline", "event", "event:kernel-cmdline:b1d5…", "TDX: SHA-256 of the kernel's command line as GRUB measured it; root in the guest could add a record of that kind", static (node, tee) => [Claims(node, tee).Text("kernelCmdlineSha256")]),
    ];

    /// <summary>The selector of a node whose key nobody enforces; the other value where the composer does.</summary>
    public const string KeyBound = "key-bound";

    /// <summary>Selector values, sorted, each once, at most 255 bytes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="wanted">Words of the option <c>selectors</c>.</param>
    /// <param name="isKeyBound">True where the composer will enforce its key.</param>
    public static ImmutableArray<string> Of(AppraisedNode node, ImmutableArray<string> wanted, bool isKeyBound) =>
    [
        .. All.Where(kind => kind.OptIn is null || wanted.Contains(kind.OptIn))
            .SelectMany(kind => VerifiedClaims.TeesOf(node.Claims).SelectMany(tee => kind.Values(node, tee)).OfType<string>().Select(value => $"{kind.Name}:{value}"))
            .Append($"{KeyBound}:{Word(isKeyBound)}")
            .Where(each => Encoding.UTF8.GetByteCount(each) <= MaxBytes)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private static VerifiedClaims Claims(AppraisedNode node, string tee) => VerifiedClaims.Of(node.Claims, tee);

    private static string Word(bool value) => value ? "true" : "false";

    // UpToDate -> up-to-date, SWHardeningNeeded -> sw-hardening-needed.
    internal static string Kebab(string name)
    {
        StringBuilder kebab = new();
        for (int i = 0; i < name.Length; i++)
        {
            bool begins = i > 0 && char.IsAsciiLetterUpper(name[i]) && (char.IsAsciiLetterLower(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])));
            kebab.Append(begins ? "-" : "").Append(char.ToLowerInvariant(name[i]));
        }

        return kebab.ToString();
    }
}
