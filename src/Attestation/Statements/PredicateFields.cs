// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Statements;

/// <summary>Fields that several predicates share: written, and read out of a statement whose form was checked.</summary>
internal static class PredicateFields
{
    extension(JsonItemWriter json)
    {
        /// <summary>A number of 64 bits as a string of digits.</summary>
        public void WriteCounter(string name, ulong value) => json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));

        /// <summary>Bytes in lower-case hex.</summary>
        public void WriteHex(string name, ReadOnlyMemory<byte> bytes) => json.WriteString(name, Hex.Of(bytes.Span));

        /// <summary>Bytes in canonical base64.</summary>
        public void WriteBase64(string name, ReadOnlyMemory<byte> bytes) => json.WriteString(name, Convert.ToBase64String(bytes.Span));

        /// <summary>A string, where there is one.</summary>
        public void WriteGiven(string name, string? value)
        {
            if (value is not null)
            {
                json.WriteString(name, value);
            }
        }

        /// <summary>A flag, which is left out where it is false.</summary>
        public void WriteTrue(string name, bool value)
        {
            if (value)
            {
                json.WriteBoolean(name, value);
            }
        }

        /// <summary>Names of TEEs.</summary>
        public void WriteTees(ImmutableArray<string> tees)
        {
            json.WriteStartArray("tees");
            foreach (string tee in tees)
            {
                json.WriteStringValue(tee);
            }

            json.WriteEndArray();
        }

        /// <summary>The running agent.</summary>
        public void WriteAgent(AgentIdentity agent)
        {
            json.WriteStartObject("agent");
            json.WriteHex("sha256", agent.Sha256);
            json.WriteString("version", agent.Version);
            json.WriteEndObject();
        }

        /// <summary>Event logs by digest.</summary>
        public void WriteEventLogs(ImmutableArray<EventLogReference> logs)
        {
            json.WriteStartArray("eventLogs");
            foreach (EventLogReference log in logs)
            {
                json.WriteStartObject();
                json.WriteString("kind", log.Kind);
                json.WriteHex("sha256", log.Sha256);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    extension(JsonItem item)
    {
        /// <summary>A member that is there.</summary>
        public JsonItem Field(string name) => item.TryGet(name, out JsonItem? value) ? value : throw new ArgumentException($"no field {name}", nameof(name));

        /// <summary>A string.</summary>
        public string Text(string name) => item.Field(name).Text;

        /// <summary>A counter.</summary>
        public ulong Counter(string name) => ulong.Parse(item.Text(name), NumberStyles.None, CultureInfo.InvariantCulture);

        /// <summary>A number.</summary>
        public long Number(string name) => long.Parse(item.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

        /// <summary>Bytes in hex.</summary>
        public ReadOnlyMemory<byte> HexBytes(string name) => Convert.FromHexString(item.Text(name));

        /// <summary>Bytes in hex, or null where they are absent.</summary>
        public ReadOnlyMemory<byte>? OptionalHex(string name) => item.TryGet(name, out _) ? item.HexBytes(name) : (ReadOnlyMemory<byte>?)null;

        /// <summary>A flag; absent is false.</summary>
        public bool Flag(string name) => item.TryGet(name, out JsonItem? value) && value.Text == "true";

        /// <summary>A time.</summary>
        public DateTimeOffset Time(string name) =>
            UtcTime.TryRead(item.Text(name), out DateTimeOffset time) ? time : throw new ArgumentException($"{name} is no time", nameof(name));

        /// <summary>Bytes in base64.</summary>
        public ReadOnlyMemory<byte> Base64Bytes(string name) => Convert.FromBase64String(item.Text(name));

        /// <summary>Names of TEEs.</summary>
        public ImmutableArray<string> Tees() => [.. item.Field("tees").Items.Select(tee => tee.Text)];

        /// <summary>The running agent.</summary>
        public AgentIdentity Agent()
        {
            JsonItem agent = item.Field("agent");
            return new(agent.HexBytes("sha256"), agent.Text("version"));
        }

        /// <summary>Event logs by digest.</summary>
        public ImmutableArray<EventLogReference> EventLogs() =>
            [.. item.Field("eventLogs").Items.Select(log => new EventLogReference(log.Text("kind"), log.HexBytes("sha256")))];
    }
}
