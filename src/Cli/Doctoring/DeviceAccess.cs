// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.Kernel;
using Attestation.Native;

namespace Attestation.Cli.Doctoring;

/// <summary>Who else may ask the device: whoever may can have a head of his own quoted.</summary>
internal static class DeviceAccess
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private const UnixFileMode OtherWriters = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const int MostHolders = 8;
    private const int Octal = 8;

    /// <summary>A line for each node that is there, and one for the processes that have one open.</summary>
    public static IEnumerable<Remark> Remarks(IGuestKernel kernel)
    {
        (string Path, UnixFileMode Weak)[] nodes = [(kernel.Tsm.Path, OtherWriters), (kernel.SevGuest.Path, Others), (kernel.TdxGuest.Path, Others)];
        Remark[] known = [.. nodes.Select(each => Of(each.Path, each.Weak)).OfType<Remark>()];
        return known.Length == 0 ? [new(Outcome.NotEvaluated, "nodes", "none is there")] : [.. known, Holders([.. nodes.Select(each => each.Path)])];
    }

    private static Remark? Of(string path, UnixFileMode weak)
    {
        try
        {
            return FileStatus.Of(path) is { } status ? Of(path, status, weak) : null;
        }
        catch (KernelException failed)
        {
            return new(Outcome.Fail, "owner", failed.Message);
        }
    }

    private static Remark Of(string path, FileStatus status, UnixFileMode weak)
    {
        string says = $"{path}: uid {status.Uid}, gid {status.Gid}, mode {Convert.ToString((int)status.Mode, Octal).PadLeft(4, '0')}";
        return (status.Mode & weak) == 0
            ? new(Outcome.Pass, "owner", $"{says}: its owner alone may ask")
            : new(Outcome.Warn, "owner", $"{says}: others than its owner may ask, and have a head of their own quoted")
            {
                Hint = "chmod 0600; with log.anchor rtmr3 a verifier tells their heads from the agent's",
            };
    }

    private static Remark Holders(string[] nodes)
    {
        string[] holders = [.. Directory.EnumerateDirectories("/proc").Where(each => IsPid(each) && Has(each, nodes)).Take(MostHolders).Select(NameOf)];
        return holders.Length == 0
            ? new(Outcome.Pass, "open by", "nobody, as far as this user may look")
            : new(Outcome.Warn, "open by", string.Join(", ", holders));
    }

    private static bool IsPid(string folder) => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool Has(string process, string[] nodes)
    {
        try
        {
            return Directory.EnumerateFiles($"{process}/fd").Any(each => nodes.Contains(File.ResolveLinkTarget(each, returnFinalTarget: false)?.FullName));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Another user's process, or one that has ended.
            return false;
        }
    }

    private static string NameOf(string process)
    {
        try
        {
            return $"{File.ReadAllText($"{process}/comm").TrimEnd('\n')} (pid {Path.GetFileName(process)})";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return $"pid {Path.GetFileName(process)}";
        }
    }
}
