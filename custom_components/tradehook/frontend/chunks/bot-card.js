import{_ as e,b as t,c as n,h as r,n as i,p as a,r as o,t as s}from"./styles.js";import{n as c,s as l}from"./actions.js";import{n as u,t as d}from"./live-host.js";import{i as f}from"./localize.js";import{i as p}from"./registry.js";var m=class extends d{constructor(){super([`accounts`])}get found(){let{device:e}=this.config,t=e?p(this.hass,e):void 0,n=(this.live.accounts??[]).flatMap(t=>t.bots.filter(({manual:t})=>e!==void 0||!t).map(e=>({account:t,bot:e})));return e?n.find(({bot:e})=>e.bot_id===t):n[0]}render(){return e`<ha-card>${this.renderStale()} ${this.renderStatus()??this.renderBot()}</ha-card>
      <tradehook-dialogs .ctx=${this.context} .news=${this.news}></tradehook-dialogs>`}renderStatus(){let{t,live:n}=this;return n.status!==`ready`&&!n.stale?e`<p class="note soft" role="status">${t(`status.${n.status}`)}</p>`:this.found?void 0:e`<p class="note soft">${t(`bot_card.gone`)}</p>`}renderBot(){let{found:t,t:i,config:a,context:o}=this;if(!t)return r;let{account:s,bot:d}=t,{format:p}=o,m=d.quote??s.currency,h=c(s,d),g=a.title??d.name;return e`<div class="head">
        <h2>
          <a href=${u+h} @click=${this.follow(h)}>${g}</a>
        </h2>
        <span class="chip ${{running:`profit`,halted:`loss`}[d.status??``]??``}" data-status=${d.status??``}>
          ${f(i,`bot_status`,d.status)}
        </span>
        <span class="space"></span>
        ${o.admin&&s.loaded?e`<button
              class="button ${d.on?`outlined`:``}"
              aria-label=${i(d.on?`overview.stop_bot`:`overview.start_bot`,{name:d.name})}
              @click=${()=>l(o,s,d)}
            >
              ${i(d.on?`overview.stop`:`overview.start`)}
            </button>`:r}
      </div>
      <p class="note soft">${s.name}${d.reason?e` · ${f(i,`reason`,d.reason)}`:r}</p>
      ${s.loaded?e`<dl>
            ${this.fact(`realized`,p.money(d.realized_profit,m,!0),n(d.realized_profit))}
            ${this.fact(`unrealized`,p.money(d.unrealized_profit,m,!0),n(d.unrealized_profit))}
            ${this.fact(`invested`,p.money(d.invested,m))}
            ${this.fact(`open`,String(d.open_positions??0))} ${this.fact(`trades`,String(d.trades??0))}
            ${this.fact(`win_rate`,d.win_rate?`${p.number(d.win_rate,0)} %`:`–`)}
          </dl>`:e`<p class="note error">${f(i,`account_state`,s.state)}</p>`}`}fact(t,n,r=``){return e`<div>
      <dt class="soft">${this.t(t===`open`?`overview.open_positions`:`bot.${t}`)}</dt>
      <dd class="number ${r}" data-fact=${t}>${n}</dd>
    </div>`}follow(e){return t=>{t.ctrlKey||t.metaKey||t.shiftKey||(t.preventDefault(),this.go(e))}}static{this.styles=[s,t`
      :host {
        display: block;
      }
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 12px 16px 0;
      }
      h2 {
        font-size: 16px;
      }
      h2 a {
        color: inherit;
        text-decoration: none;
      }
      h2 a:hover {
        text-decoration: underline;
      }
      .space {
        flex: 1;
      }
      .note {
        margin: 0;
        padding: 4px 16px;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(110px, 1fr));
        margin: 0;
        padding: 8px 16px 16px;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
      }
    `]}};o([a({attribute:!1})],m.prototype,`config`,void 0),m=o([i(`tradehook-bot-card-view`)],m);export{m as BotCard};