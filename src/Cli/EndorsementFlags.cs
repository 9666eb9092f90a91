// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Attestation.Endorsing;

namespace Attestation.Cli;

/// <summary>The flags that say where Endorsements lie; one file under a name goes before every folder.</summary>
internal sealed class EndorsementFlags
{
    private const string Names = "`attest verify` without endorsements names each one that is missing; a name goes before =, a file behind it";

    private readonly Option<string[]> directories = new("--endorsements")
    {
        Description = "a folder of endorsements; of several the first that has a name wins",
        HelpName = "DIR",
    };

    private readonly Option<string[]> files = new("--endorsement")
    {
        Description = "one endorsement under its name, such as intel/pck-crl/platform=crl.der",
        HelpName = "NAME=FILE",
    };

    public void AddTo(Command command)
    {
        command.Add(directories);
        command.Add(files);
    }

    /// <summary>Reads everything the flags name.</summary>
    /// <exception cref="CliError">A folder or file cannot be used, or a name is not known.</exception>
    public Endorsements Load(Session session, ParseResult parsed)
    {
        List<Endorsement> all = [];
        foreach (string file in parsed.GetValue(files) ?? [])
        {
            all.Add(One(session, file));
        }

        foreach (string directory in parsed.GetValue(directories) ?? [])
        {
            all.AddRange(Folder(session, directory));
        }

        return new(all);
    }

    private static Endorsement One(Session session, string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
        {
            throw new CliError($"--endorsement: \"{text}\" is not NAME=FILE") { Hint = Names };
        }

        (string name, string path) = (text[..equals], text[(equals + 1)..]);
        return EndorsementFile.TryLoad(name, path, session.Catalog.Tees, out Endorsement? endorsement, out EndorsementProblem? problem)
            ? endorsement
            : throw new CliError($"--endorsement: {problem}") { Hint = problem.Path == name ? Names : null };
    }

    private static IEnumerable<Endorsement> Folder(Session session, string directory)
    {
        if (!EndorsementDirectory.TryLoad(directory, session.Catalog.Tees, out LoadedEndorsements? loaded, out EndorsementProblem? problem))
        {
            throw new CliError($"--endorsements: {problem}");
        }

        foreach (EndorsementProblem warning in loaded.Warnings)
        {
            session.Warn(warning.ToString());
        }

        return loaded.Endorsements;
    }
}
