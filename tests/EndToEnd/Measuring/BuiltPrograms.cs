// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Attestation.TestKit;

namespace Attestation.EndToEnd.Measuring;

/// <summary>The C programs of the attack suite, built once beside the tests: on a disk, since no program in memory is measured.</summary>
internal static class BuiltPrograms
{
    private static readonly Lazy<string> Built = new(Build);

    /// <summary>Where they are. Skips the running test where there is no compiler.</summary>
    public static string Folder
    {
        get
        {
            Assert.SkipUnless(File.Exists("/usr/bin/gcc"), "no gcc (Debian: gcc libc6-dev)");
            return Built.Value;
        }
    }

    public static string Trusted => Path.Combine(Folder, "trusted");

    public static string Attack => Path.Combine(Folder, "attack");

    public static string Front => Path.Combine(Folder, "front");

    public static string Interpreter => Path.Combine(Folder, "interpreter");

    public static string Preload => Path.Combine(Folder, "preload.so");

    public static string Rewrite => Path.Combine(Folder, "rewrite.so");

    public static string LyingFileSystem => Path.Combine(Folder, "lying_fs");

    private static string Build()
    {
        string folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "measured-programs")).FullName;
        Compile(folder, "trusted.c", "trusted", "-pthread");
        Compile(folder, "attack.c", "attack", "-ldl");
        Compile(folder, "front.c", "front");
        Compile(folder, "interpreter.c", "interpreter", "-static");
        Compile(folder, "lying_fs.c", "lying_fs");
        Compile(folder, "preload.c", "preload.so", "-fPIC", "-shared");
        Compile(folder, "rewrite.c", "rewrite.so", "-fPIC", "-shared", "-Wl,-z,now");
        return folder;
    }

    // Under a name of its own first: another run may be executing the old one.
    private static void Compile(string folder, string source, string name, params string[] flags)
    {
        string code = Path.Combine(Repository.Root, "tests", "EndToEnd", "Measuring", "Programs", source);
        string made = Path.Combine(folder, $"{name}.{Environment.ProcessId}");
        using Process gcc = Process.Start(new ProcessStartInfo("gcc", ["-O1", "-Wall", "-Werror", "-o", made, code, .. flags]) { RedirectStandardError = true })!;
        string said = gcc.StandardError.ReadToEnd();
        gcc.WaitForExit();
        Assert.True(gcc.ExitCode == 0, said);
        File.Move(made, Path.Combine(folder, name), overwrite: true);
    }
}
