// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Tdx.Endorse;
using Attestation.Tdx.Wire;

namespace Attestation.Tdx.Verify;

/// <summary>The levels that cover one set of SVNs, and their merged status.</summary>
/// <param name="Status">The merged status.</param>
/// <param name="Platform">The platform's level; null where none covers it.</param>
/// <param name="Module">The TDX module's level; null where none covers it, and for major version 0, which has none.</param>
/// <param name="QuotingEnclave">The quoting enclave's level; null where none covers it.</param>
public sealed record TcbMatch(TcbStatus Status, TcbLevel? Platform, IsvLevel? Module, IsvLevel? QuotingEnclave)
{
    /// <summary>Advisories of all matched levels, each once.</summary>
    public ImmutableArray<string> Advisories { get; } =
        [.. (Platform?.Advisories ?? []).Concat(Module?.Advisories ?? []).Concat(QuotingEnclave?.Advisories ?? []).Distinct()];

    /// <summary>The oldest date of the matched levels; null where none was matched.</summary>
    public DateTimeOffset? Date
    {
        get
        {
            DateTimeOffset? oldest = Platform?.Date;
            oldest = Module?.Date < oldest ? Module.Date : oldest ?? Module?.Date;
            return QuotingEnclave?.Date < oldest ? QuotingEnclave.Date : oldest ?? QuotingEnclave?.Date;
        }
    }

    /// <summary>True where a matched level is revoked, also beside a part that no level covers and <see cref="Status"/> is about.</summary>
    public bool HasRevokedPart =>
        Platform?.Status == TcbStatus.Revoked || Module?.Status == TcbStatus.Revoked || QuotingEnclave?.Status == TcbStatus.Revoked;

    /// <summary>Evaluates a body against authentic documents; relaunch advice included.</summary>
    /// <param name="body">TEE_TCB_SVN, and TEE_TCB_SVN_2 where there is one.</param>
    /// <param name="enclaveSvn">ISVSVN of the quoting enclave.</param>
    /// <param name="pck">SVNs of the platform as certified.</param>
    /// <param name="info">TCB info of its family.</param>
    /// <param name="identity">QE identity.</param>
    public static TcbEvaluation Evaluate(TdBody body, int enclaveSvn, SgxExtension pck, TcbInfo info, QeIdentity identity)
    {
        TcbMatch launch = Of(body.TeeTcbSvn, enclaveSvn, pck, info, identity);
        if (TcbEvaluation.IsTerminal(launch.Status) || body.TeeTcbSvn2 is not { } svn2)
        {
            return new(launch, null, launch.Status);
        }

        TcbMatch current = Of(svn2.Span, enclaveSvn, pck, info, identity);
        return new(launch, current, TcbMerge.Relaunch(launch.Status, current.Status));
    }

    private static TcbMatch Of(ReadOnlySpan<byte> teeTcbSvn, int enclaveSvn, SgxExtension pck, TcbInfo info, QeIdentity identity)
    {
        TcbLevel? platform = Search(teeTcbSvn, pck, info);
        IsvLevel? enclave = IsvLevel.Covering(identity.Levels, enclaveSvn);
        byte version = teeTcbSvn[1];
        IsvLevel? module = version == 0 ? null : IsvLevel.Covering(info.Module(version)?.Levels ?? [], teeTcbSvn[0]);
        bool covered = platform is not null && enclave is not null && (version == 0 || module is not null);
        TcbStatus status = covered ? TcbMerge.Of(platform!.Status, module?.Status, enclave!.Status) : TcbStatus.NotSupported;
        return new(status, platform, module, enclave);
    }

    private static TcbLevel? Search(ReadOnlySpan<byte> teeTcbSvn, SgxExtension pck, TcbInfo info)
    {
        // Components 0 and 1 are the module's; from major version 1 on its identity judges them.
        int first = teeTcbSvn[1] > 0 ? 2 : 0;
        foreach (TcbLevel level in info.Levels)
        {
            if (AtLeast(pck.ComponentSvns.Span, level.SgxComponents.Span, 0)
                && pck.PceSvn >= level.PceSvn
                && AtLeast(teeTcbSvn, level.TdxComponents.Span, first))
            {
                return level;
            }
        }

        return null;
    }

    private static bool AtLeast(ReadOnlySpan<byte> svns, ReadOnlySpan<byte> floor, int first)
    {
        if (svns.Length != floor.Length)
        {
            return false;
        }

        for (int i = first; i < floor.Length; i++)
        {
            if (svns[i] < floor[i])
            {
                return false;
            }
        }

        return true;
    }
}
