using Microsoft.OpenApi;
using Supervisor.Web.Features.History;

namespace Supervisor.Web.Api;

/// <summary>Tells OpenAPI of the parameters that our endpoints read from the query by themselves, to name all faults at once, and that the framework therefore cannot see.</summary>
internal static class OpenApiWords
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["gateway"] = "Name of a gateway.",
        ["team"] = "Name of a team.",
        ["agent"] = "Agent id; may be repeated.",
        ["type"] = "Type of event; may be repeated.",
        ["from"] = "This time or later, ISO 8601.",
        ["to"] = "Before this time, ISO 8601.",
        ["zone"] = "Time zone such as Europe/Berlin; without it UTC.",
        ["origin"] = "gateway, supervisor, recognition or stray.",
        ["text"] = "What was said, at least two characters.",
        ["after"] = "The value of next in the page before; without it from the first on.",
        ["limit"] = "Most items of the page, 1 to 1000; without it 100.",
        ["by"] = "agent, team, gateway or all; without it agent.",
        ["per"] = "hour, day, week, month or range; without it range.",
        ["explain"] = "true adds definitions and formulas.",
        ["format"] = "csv, xlsx or jsonl; without it csv.",
        ["bom"] = "true begins a CSV file with a byte order mark.",
    };

    private static readonly string[] Repeated = ["agent", "type"];

    /// <summary>Parameters that may be left out.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, params IEnumerable<string> names) => endpoint.Declare(names, name => Parameter(name, isRequired: false));

    /// <summary>Parameters that must be given, once.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, params IEnumerable<string> names) => endpoint.Declare(names, name => Parameter(name, isRequired: true));

    /// <summary>What every endpoint of the API may answer before it begins.</summary>
    public static RouteGroupBuilder RefusesStrangers(this RouteGroupBuilder endpoints) => endpoints.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);

    /// <summary>An export, or what is wrong with its parameters.</summary>
    public static RouteHandlerBuilder ProducesFile(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces(StatusCodes.Status200OK, contentType: ExportFormat.Csv.ContentType, additionalContentTypes: [ExportFormat.Xlsx.ContentType, ExportFormat.JsonLines.ContentType]).ProducesValidationProblem();

    private static RouteHandlerBuilder Declare(this RouteHandlerBuilder endpoint, IEnumerable<string> names, Func<string, OpenApiParameter> parameter) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (var name in names) operation.Parameters.Add(parameter(name));
            return Task.CompletedTask;
        });

    private static OpenApiParameter Parameter(string name, bool isRequired)
    {
        var text = new OpenApiSchema { Type = JsonSchemaType.String };
        var isList = !isRequired && Repeated.Contains(name, StringComparer.Ordinal);
        return new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Query,
            Required = isRequired,
            Description = Meanings[name],
            Schema = isList ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = text } : text,
        };
    }
}
