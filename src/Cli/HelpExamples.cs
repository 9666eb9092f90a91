// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Attestation.Cli;

/// <summary>Puts examples, and for verdicts the exit codes, behind the help that the framework prints.</summary>
internal static class HelpExamples
{
    private const string ExitCodes =
        """

        Exit codes:
          0  trusted: pass, or a tolerated warning
          1  bad invocation, unreadable input, policy file refused
          2  not authentic
          3  authentic, and the policy does not accept it; or a warning under --strict
          4  expired, stale, not yet valid or missing; or nothing was evaluated
          5  no evidence can be had

        """;

    /// <summary>Arranges it for every verb below <paramref name="root"/>.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (HelpOption option in root.Options.OfType<HelpOption>())
        {
            option.Description = "print this";
            option.Action = new Printing((SynchronousCommandLineAction)option.Action!);
        }
    }

    /// <summary>The command as a person types it, for example <c>attest policy init</c>.</summary>
    public static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : Build.Name;

    // What follows the program's name; placeholders are those of the README.
    private static string[] Of(Command command) => Path(command)[Build.Name.Length..].TrimStart() switch
    {
        "" =>
        [
            "show quote.bin",
            "policy init quote.bin --endorsements DIR --out policy.json",
            "verify quote.bin --policy policy.json --endorsements DIR",
        ],
        "verify" =>
        [
            "verify quote.bin --policy policy.json --endorsements DIR",
            "verify quote.bin --policy policy.json --endorsements DIR --event-log ccel.bin -v",
            "verify quote.bin --policy policy.json --online --output json",
            "verify report.bin --policy policy.json --online",
            "verify quote.bin --policy policy.json --endorsements DIR --at 2026-11-20T08:41:00Z",
            "verify bundle.json --policy policy.json --certificate svid.pem",
            "verify --policy policy.json --check-only",
        ],
        "show" => ["show quote.bin", "show quote.bin --field reportData", "show - --output json < quote.bin"],
        "policy" or "policy init" =>
        [
            "policy init quote.bin --endorsements DIR --out policy.json",
            "policy init quote.bin --endorsements DIR --name payments-prod --out -",
        ],
        "explain" => ["explain TDX-TCB-03"],
        "rules" => ["rules", "rules --output json"],
        "conformance" or "conformance tdx" => ["conformance tdx VECTORS/tdx", "conformance tdx VECTORS/tdx --case ID --output json"],
        "endorsements" or "endorsements fetch" => 
        [
            "endorsements fetch quote.bin --online",
            "endorsements fetch quote.bin --online --host pccs=https://pccs.example.org",
            "endorsements fetch report.bin --online --policy policy.json",
        ],
        "endorsements list" => ["endorsements list", "endorsements list --dir DIR --output json"],
        "endorsements export" => ["endorsements export kept.tar"],
        "endorsements import" => ["endorsements import kept.tar"],
        "measure" or "measure snp" =>
        [
            "measure snp --firmware OVMF.fd --vcpus 2 --vcpu-type EPYC-Milan",
            "measure snp --firmware OVMF.fd --vcpus 2 --vcpu-type EPYC-Milan --kernel vmlinuz --initrd initrd.img --append console=ttyS0",
        ],
        "quote" =>
        [
            "quote --data release.tar --out bundle.json",
            "quote --digest sha256:HEX --nonce HEX --audience https://verifier.example --out bundle.json",
            "quote --raw --out evidence.json",
        ],
        "bind" =>
        [
            "bind --key key.pem --out bundle.json",
            "bind --key key.pem --spiffe-id spiffe://example.org/alice --out bundle.json",
            "bind --key key.pem --nonce HEX --audience https://verifier.example --out bundle.json",
        ],
        "log" or "log show" => ["log show /var/lib/attestation-agent", "log show DIR --output json"],
        "log verify" => ["log verify /var/lib/attestation-agent", "log verify DIR --output json"],
        "log prove" => ["log prove DIR --leaf 12 --out leaf12.tlog-proof"],
        "log audit" => ["log audit /var/lib/attestation-agent", "log audit DIR --known-checkpoint remembered"],
        "doctor" => ["doctor", "doctor --output json"],
        "bench" => ["bench --callers 64 --duration PT10S", "bench --callers 1 --output json", "bench --bind --callers 16"],
        "completion" => ["completion bash > /etc/bash_completion.d/attest", "completion zsh > ~/.zsh/_attest"],
        "completion bash" => ["completion bash > /etc/bash_completion.d/attest"],
        "completion zsh" => ["completion zsh > ~/.zsh/_attest"],
        "simulate" or "simulate tdx" => ["simulate tdx --out DIR", "simulate tdx --out DIR --fault pck-expired", "simulate tdx --list-faults"],
        "simulate sev-snp" => ["simulate sev-snp --out DIR", "simulate sev-snp --list-faults"],
        "conformance snp" => ["conformance snp VECTORS/snp"],
        _ => [],
    };

    private sealed class Printing(SynchronousCommandLineAction help) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            int code = help.Invoke(parseResult);
            Command command = parseResult.CommandResult.Command;
            TextWriter output = parseResult.InvocationConfiguration.Output;
            string[] examples = Of(command);
            if (examples.Length > 0)
            {
                output.Write($"Examples:\n{string.Concat(examples.Select(each => $"  {Build.Name} {each}\n"))}");
            }

            if (command is RootCommand || Path(command) == $"{Build.Name} verify")
            {
                output.Write(ExitCodes);
            }

            return code;
        }
    }
}
