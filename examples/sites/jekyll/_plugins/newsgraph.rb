# newsgraph site newsgraph, then jekyll build. {% newsgraph %} puts the box of the page in.
require "json"

module Newsgraph
  class Box < Liquid::Tag
    def render(context)
      site = context.registers[:site]
      page = context.registers[:page]
      folder = File.join(site.source, "newsgraph")
      @@pages ||= JSON.parse(File.read(File.join(folder, "pages.json"), encoding: "utf-8"))
      address = page["canonical"] || File.join(site.config["url"].to_s, site.config["baseurl"].to_s, page["url"].to_s)
      key = @@pages[address]
      return "" unless key

      fragment = File.read(File.join(folder, "related", key[0, 2], "#{key}.html"), encoding: "utf-8")
      %(<newsgraph-related article="article/#{key}">#{fragment}</newsgraph-related>)
    end
  end
end

Liquid::Template.register_tag("newsgraph", Newsgraph::Box)
