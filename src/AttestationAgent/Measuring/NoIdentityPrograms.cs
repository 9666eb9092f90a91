// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;
using System.Collections.Immutable;
using Attestation.Kernel.Procfs;

namespace Attestation.Agent.Measuring;

/// <summary>Programs whose digest says nothing of what they do: they run or forward what others give them (processes, sections 8.1 and 9).</summary>
/// <remarks>Known by name. Who renames one gets a digest that no entry should name.</remarks>
internal static class NoIdentityPrograms
{
    private static readonly FrozenSet<string> Interpreters = FrozenSet.Create(
        StringComparer.Ordinal,
        "sh", "bash", "rbash", "dash", "ash", "zsh", "ksh", "mksh", "fish", "csh", "tcsh", "busybox", "toybox", "env", "sudo", "su", "doas", "runuser",
        "nice", "nohup", "timeout", "xargs", "find", "setsid", "setpriv", "setarch", "nsenter", "unshare", "chroot", "capsh", "stdbuf", "script", "flock", "gdb", "strace",
        "ltrace", "make", "python", "pypy", "perl", "ruby", "irb", "node", "nodejs", "deno", "bun", "php", "php-cgi", "php-fpm", "lua", "luajit", "java", "jexec", "dotnet",
        "mono", "mono-sgen", "tclsh", "wish", "expect", "awk", "gawk", "mawk", "nawk", "sed", "guile", "julia", "R", "erl", "beam.smp", "ocamlrun", "emacs", "vi", "vim", "ghci");

    private static readonly FrozenSet<string> Forwarders = FrozenSet.Create(
        StringComparer.Ordinal, "cat", "tee", "dd", "socat", "nc", "nc.openbsd", "nc.traditional", "ncat", "netcat", "ssh", "openssl", Tool);

    // Runtimes inside another program's process: what they run is in files that are not machine code, and not measured.
    private static readonly ImmutableArray<string> Runtimes =
        ["libcoreclr.so", "libjvm.so", "libpython", "libruby", "libperl.so", "libnode.so", "libmonosgen", "libphp"];

    /// <summary>True for the command line tool, which binds keys as itself (processes, section 8.3).</summary>
    public static bool IsTool(string exePath) => NameOf(exePath) == Tool;

    /// <summary>Who forwards bytes lends his identity to whoever sends them.</summary>
    /// <param name="exePath">The program's exe link.</param>
    /// <param name="admitsTool">True where a forwarder's name on the statement misleads nobody: a key that is bound for a user.</param>
    /// <exception cref="MeasurementRefusedException">It is one of them.</exception>
    public static void RefuseForwarder(string exePath, bool admitsTool)
    {
        string name = NameOf(exePath);
        if (Forwarders.Contains(name) && !(admitsTool && name == Tool))
        {
            throw new MeasurementRefusedException(MeasurementReasons.Forwarder, $"{exePath} forwards what it is given");
        }
    }

    /// <summary>Why a program is an interpreter; null where it is none that is known.</summary>
    /// <param name="exePath">The program's exe link.</param>
    /// <param name="mappings">Its memory.</param>
    public static string? WhyInterpreter(string exePath, ImmutableArray<MemoryMapping> mappings)
    {
        if (IsInterpreter(NameOf(exePath)))
        {
            return $"{exePath} runs what it is given";
        }

        MemoryMapping? mapped = mappings.FirstOrDefault(each => each.IsProgramText && Runtimes.Any(runtime => NameOf(each.Path).StartsWith(runtime, StringComparison.Ordinal)));
        return mapped is null ? null : $"{mapped.Path} is mapped, which runs files that are not measured";
    }

    // python3.11, perl5.36.0; the loader is ld-linux-x86-64.so.2, ld-musl-aarch64.so.1, ld-2.31.so, ld.so.
    private static bool IsInterpreter(string name) =>
        Interpreters.Contains(name) || Interpreters.Contains(name.TrimEnd(VersionLetters)) || name.StartsWith("qemu-", StringComparison.Ordinal)
        || (name.StartsWith("ld", StringComparison.Ordinal) && name.Contains(".so", StringComparison.Ordinal) && name.Length > 2 && name[2] is '-' or '.' or '6');

    private static string NameOf(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return name.EndsWith(Deleted, StringComparison.Ordinal) ? name[..^Deleted.Length] : name;
    }

    private const string Tool = "attest";

    private const string Deleted = " (deleted)";

    private static readonly char[] VersionLetters = [.. "0123456789.-"];
}
