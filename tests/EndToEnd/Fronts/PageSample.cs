// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Attestation.TestKit;

namespace Attestation.EndToEnd.Fronts;

/// <summary>The programs that docs/binding.md shows: what runs is what the page says, with libraries of Debian and stubs that its protoc makes of the agent's own interface.</summary>
internal static class PageSample
{
    private const string Protoc = "/usr/bin/protoc";
    private const string Python = "/usr/bin/python3";
    private const string GoPath = "artifacts/samples/go";
    private const string GoGenerator = "github.com/golang/protobuf/protoc-gen-go";
    private const string Protos = "src/AgentClient/Protos";

    private static readonly GoProgram Generator = new(GoPath, GoGenerator, "protoc-gen-go");
    private static readonly GoProgram Program = new(GoPath, "cart", "cart");

    /// <summary>The page's block of a language, without its fences.</summary>
    public static string Of(string language)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "binding.md"));
        string fence = $"```{language}\n";
        int from = page.IndexOf(fence, StringComparison.Ordinal) + fence.Length;
        return page[from..page.IndexOf("```", from, StringComparison.Ordinal)];
    }

    /// <summary>Builds the program in Go and runs it. Skipped where Debian's packages are not installed.</summary>
    /// <returns>What it printed.</returns>
    public static string RunGo(params string[] arguments)
    {
        Assert.SkipUnless(
            File.Exists(Protoc) && GoProgram.CanBuild("google.golang.org/grpc", GoGenerator),
            "no Go with gRPC and protoc (Debian: golang-go golang-google-grpc-dev protobuf-compiler)");
        string sources = Directory.CreateDirectory(Path.Combine(Repository.Root, GoPath, "src")).FullName;
        Directory.CreateDirectory(Path.Combine(sources, "cart"));
        File.WriteAllText(Path.Combine(sources, "cart", "main.go"), Of("go"));
        Generate($"--plugin=protoc-gen-go={Generator.Built}", $"--go_out=plugins=grpc:{sources}");
        return Program.Run(arguments);
    }

    /// <summary>Runs the program in Python. Skipped where Debian's packages are not installed.</summary>
    /// <returns>The exit code, and what it printed.</returns>
    public static (int Code, string Said) RunPython(params string[] arguments)
    {
        Assert.SkipUnless(
            File.Exists(Protoc) && File.Exists(Python) && Run(Python, "-c", "import cryptography, google.protobuf, grpc").Code == 0,
            "no Python with gRPC and protoc (Debian: python3-grpcio python3-protobuf python3-cryptography protobuf-compiler)");
        string folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "samples", "python")).FullName;
        File.WriteAllText(Path.Combine(folder, "cart.py"), Of("python"));
        Generate($"--python_out={folder}");
        return Run(Python, [Path.Combine(folder, "cart.py"), .. arguments]);
    }

    private static void Generate(params string[] flags)
    {
        (int code, string said) = Run(Protoc, [$"--proto_path={Path.Combine(Repository.Root, Protos)}", .. flags, "agent.proto"]);
        Assert.True(code == 0, said);
    }

    private static (int Code, string Said) Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said + errors.GetAwaiter().GetResult());
    }
}
