import{c as e,g as t,m as n,n as r,o as i,r as a,t as o,v as s,x as c}from"./styles.js";import{a as l,c as u,f as d,s as f,u as p}from"./position-row.js";import{a as m,i as h}from"./actions.js";import{n as g,r as _,t as v}from"./live-host.js";import{i as y}from"./localize.js";import"./config.js";var b=class extends v{constructor(){super([`positions`,`accounts`])}render(){let{t:e,config:n}=this,r=n.title??e(`positions.title`);return s`<ha-card>
        ${r?s`<h2>${r}</h2>`:t} ${this.renderStale()}
        ${this.renderStatus()??this.renderPositions()}
      </ha-card>
      <tradehook-popup-menu></tradehook-popup-menu>
      <tradehook-dialogs .ctx=${this.context} .news=${this.news}></tradehook-dialogs>`}renderStatus(){let{t:e,live:t}=this;return t.status===`ready`||t.stale?this.isUnknown?s`<p class="note soft">${e(`equity.unknown`)}</p>`:void 0:s`<p class="note soft" role="status">${e(`status.${t.status}`)}</p>`}get isUnknown(){let{config:e,live:t}=this;return!!(e.account&&t.accounts?.length)&&!t.accounts?.some(({account:t})=>t===e.account)}renderPositions(){let{t:e,config:n,context:r}=this,i=[...this.live.positions?.values()??[]].filter(e=>!n.account||e.account===n.account);if(!i.length)return s`<div class="note">
        <p>${e(`positions.none`)}</p>
        <p class="soft">${e(r.admin?`positions.none_next`:`positions.none_soon`)}</p>
        ${r.admin?s`<a class="button outlined" href=${`${g}/builder`} @click=${this.follow(`/builder`)}>
              ${e(`positions.to_builder`)}
            </a>`:t}
      </div>`;let a=_(i,``,{key:`opened_at`,descending:!0}).slice(0,n.limit??10),o=i.length-a.length;return s`<ul aria-label=${e(`positions.title`)}>
        ${u(a,e=>e.position_id,e=>this.renderRow(r,e))}
      </ul>
      ${o?s`<p class="note">${this.link(`/positions`,e(`positions.hidden`,{count:o}))}</p>`:t}`}renderRow(n,r){let{t:a,format:o}=n,c=a(`positions.menu`,{name:`${i(r.symbol)} ${a(`side.${r.side}`)}`});return s`<li class="opens" data-position=${r.position_id}>
      <span class="what">
        <b>${this.link(m(r),i(r.symbol),`whole`)}</b>
        <span class="chip ${r.side===`long`?`profit`:`loss`}">
          ${a(`side.${r.side}`)}${r.leverage>1?` ${r.leverage}×`:t}
        </span>
        ${f(a,r)}
        ${r.status===`open`?t:s`<span class="chip">${y(a,`status`,r.status)}</span>`}
        <span class="soft small">
          ${Number(r.size)?`${o.number(r.size)} ${r.base} @ ${o.price(r.entry_price,r.price_tick)}`:r.bot_name??a(`positions.removed_bot`)}
        </span>
      </span>
      <span class="number end">
        <span class=${e(r.profit)}>${l(n,r)}</span>
        <span class="small ${e(r.profit)}">${o.money(r.profit,r.quote,!0)}</span>
      </span>
      ${n.admin&&this.config.actions!==!1?s`<button
            class="icon-button above"
            aria-label=${c}
            aria-haspopup="menu"
            aria-expanded="false"
            @click=${e=>this.showMenu(e,c,r)}
          >
            ${d(p)}
          </button>`:t}
    </li>`}link(e,t,n=``){return s`<a class=${n} href=${g+e} @click=${this.follow(e)}>${t}</a>`}follow(e){return t=>{t.ctrlKey||t.metaKey||t.shiftKey||(t.preventDefault(),this.go(e))}}showMenu(e,t,n){this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,t,h(this.context,n))}static{this.styles=[o,c`
      :host {
        display: block;
      }
      h2 {
        font-size: var(--ha-card-header-font-size, 20px);
        font-weight: 400;
        padding: 16px 16px 4px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 4px 0;
      }
      li {
        align-items: center;
        display: flex;
        gap: 8px;
        min-height: 56px;
        padding: 6px 8px 6px 16px;
        padding-inline: 16px 8px;
      }
      .what {
        flex: 1;
        min-width: 0;
      }
      b {
        font-weight: 500;
      }
      a:not(.button) {
        color: inherit;
      }
      b a {
        text-decoration: none;
      }
      b a:hover {
        text-decoration: underline;
      }
      .small {
        display: block;
        font-size: 12px;
        margin-top: 3px;
        overflow-wrap: anywhere;
      }
      .end {
        text-align: end;
      }
      .end:last-child {
        padding-inline-end: 8px;
      }
      .note {
        padding: 8px 16px 16px;
      }
      div.note {
        padding-top: 16px;
      }
      .note .button {
        display: inline-block;
      }
      p {
        margin: 0 0 8px;
      }
    `]}};a([n({attribute:!1})],b.prototype,`config`,void 0),b=a([r(`tradehook-positions-card-view`)],b);export{b as PositionsCard};