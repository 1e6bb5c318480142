using System.Text.RegularExpressions;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Gateways;

/// <summary>What a gateway's settings must be. Used for the page, the command line and the configuration.</summary>
internal static partial class GatewayRules
{
    /// <summary>Every error; fields are named as the configuration keys.</summary>
    public static List<FieldError> Check(GatewayForm form)
    {
        var errors = new List<FieldError>();
        if (!Name().IsMatch(form.Name)) errors.Add(new("Name", "The name must have 1 to 64 letters, digits, dots, dashes or underscores, and begin with a letter or digit."));
        if (form.Name.Equals(DemoGateway.Name, StringComparison.OrdinalIgnoreCase)) errors.Add(new("Name", "The name {0} belongs to the embedded demo gateway.", DemoGateway.Name));
        if (!IsHttp(form.BaseUrl)) errors.Add(new("BaseUrl", "The address must be like https://host:8043/agentgateway/resource/."));
        if (form.Mode == EventMode.Push && string.IsNullOrWhiteSpace(form.CallbackBaseUrl)) errors.Add(new("CallbackBaseUrl", "Push needs the public base address of this app."));
        if (!string.IsNullOrWhiteSpace(form.CallbackBaseUrl) && !IsHttp(form.CallbackBaseUrl)) errors.Add(new("CallbackBaseUrl", "The address must begin with https:// or http://."));
        errors.AddRange(CheckFile("CaCertificate", form.CaCertificate, file => CertificateFile.Authorities(file)));
        errors.AddRange(CheckFile("ClientCertificate", form.ClientCertificate, file => CertificateFile.Client(file).Dispose()));
        if (form.AllowInvalidCertificate && !string.IsNullOrWhiteSpace(form.CaCertificate)) errors.Add(new("AllowInvalidCertificate", "Choose one: an authority's certificate, or any certificate at all."));
        if (!string.IsNullOrWhiteSpace(form.Inspector) && !AgentIdText().IsMatch(form.Inspector.Trim())) errors.Add(new("Inspector", "The inspector must be the id of one of the gateway's agents, like 291."));
        errors.AddRange(SubscriptionRules.Check(form));
        return errors;
    }

    /// <summary>Relative addresses are resolved against it, so it must end with a slash.</summary>
    public static string Normalise(string baseUrl)
    {
        var trimmed = baseUrl.Trim();
        return trimmed.EndsWith('/') ? trimmed : trimmed + "/";
    }

    private static IEnumerable<FieldError> CheckFile(string field, string? named, Action<string> read)
    {
        if (string.IsNullOrWhiteSpace(named)) yield break;
        var file = named.Trim();
        if (!File.Exists(file)) yield return new(field, "The file {0} is not there.", file);
        else if (CertificateFile.IsBad(() => read(file))) yield return new(field, "The file {0} holds no certificate that can be used.", file);
    }

    private static bool IsHttp(string? address) =>
        Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0;

    [GeneratedRegex(@"^[\p{L}\p{Nd}][\p{L}\p{Nd}._-]{0,63}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[1-9][0-9]{0,5}\z")]
    private static partial Regex AgentIdText();
}
